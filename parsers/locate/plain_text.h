#pragma once

#include <optional>

#include "parsers/locate/judged_page.h"
#include "parsers/locate/locate_cable.h"

namespace cabled {

/// Plain text as a page of one element.
Layout layout_of_text(std::string_view text);

/// The telegram in plain text that somebody handed over as one: a whole telegram, a few lines of
/// one, or a generic extractor's output with headlines glued on. Nothing only when not one line is
/// a telegram's.
std::optional<LocatedCable> locate_in_text(const JudgedPage& page);

}  // namespace cabled
