#pragma once

#include <optional>
#include <string>

#include "parsers/model/cable_id.h"
#include "parsers/telegram/page_mark.h"

namespace cabled {

/// What is known of a cable besides its text.
struct CableHints {
  std::optional<CableId> mrn;        ///< its own reference, from the page or the caller
  std::string url;                   ///< serial and month can stand in a republisher's URL
  std::optional<std::string> dated;  ///< publisher's date, used for the year when the text has none
  std::optional<PageMark> marker = {};  ///< of a page, where its line is no longer in the text
};

}  // namespace cabled
