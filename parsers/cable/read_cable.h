#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "parsers/model/cable.h"

namespace cabled {

/// What is known of a cable besides its text.
struct CableHints {
  std::optional<CableId> mrn;        ///< its own reference, from the page or the caller
  std::string url;                   ///< serial and month can stand in a republisher's URL
  std::optional<std::string> dated;  ///< publisher's date, used for the year when the text has none
};

/// Reads every field of a telegram from its clean text, or from a fragment of one (a few lines of a
/// header, a subject block, a summary): what can be read is read, the rest stays absent.
///
/// `text` is valid UTF-8, lines end in \n. Sets all fields but `media`, `source` and `locator`.
/// Linear in the size of the text; never fails.
Cable read_cable(std::string_view text, const CableHints& hints = {});

}  // namespace cabled
