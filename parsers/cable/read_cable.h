#pragma once

#include <string_view>

#include "parsers/cable/header/cable_hints.h"
#include "parsers/model/cable.h"

namespace cabled {

/// Reads every field of a telegram from its clean text, or from a fragment of one (a few lines of a
/// header, a subject block, a summary): what can be read is read, the rest stays absent.
///
/// `text` is valid UTF-8, lines end in \n. Sets all fields but `media`, `source` and `locator`.
/// Linear in the size of the text; never fails.
Cable read_cable(std::string_view text, const CableHints& hints = {});

}  // namespace cabled
