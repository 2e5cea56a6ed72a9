#pragma once

#include <optional>
#include <string>
#include <vector>

#include "parsers/model/cable_id.h"
#include "parsers/telegram/page_mark.h"

namespace cabled {

/// What is known of a cable besides its text.
struct CableHints {
  std::optional<CableId> mrn = {};  ///< its own reference, from the page or the caller
  /// References that its page shows; one is its own when the text bears its station and serial.
  std::vector<CableId> candidates = {};
  std::string url = {};  ///< serial and month can stand in a republisher's URL
  std::optional<std::string> dated =
      {};  ///< publisher's date, used for the year when the text has none
  std::optional<PageMark> marker = {};  ///< of a page, where its line is no longer in the text
};

}  // namespace cabled
