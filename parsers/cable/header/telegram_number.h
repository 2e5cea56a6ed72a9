#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/cable/header/cable_hints.h"
#include "parsers/cable/header/classification.h"
#include "parsers/model/cable_id.h"
#include "parsers/telegram/page_mark.h"

namespace cabled {

/// Every place that says which telegram this is.
struct NumberSources {
  std::optional<ClassificationLine> classification;
  std::optional<long> de_serial;  ///< of the DE line: the serial modulo 10000
  std::optional<PageMark> marker;
  std::optional<std::string> from;
  std::optional<int> year;  ///< of the date-time group
};

/// Which telegram it is, as far as its sources tell.
struct TelegramNumber {
  std::optional<CableId> id;
  std::optional<std::string> as_found;
  std::optional<std::string> station;
  std::optional<long> serial;
  std::optional<int> year;
  std::vector<std::string> warnings;
};

/// Settles the number. The classification line has the whole serial and comes first; then page
/// markers, what the caller knows, and the DE line, whose serial is cut to four digits. Sources
/// that disagree are a warning.
TelegramNumber settle_number(const NumberSources& sources, const CableHints& hints);

}  // namespace cabled
