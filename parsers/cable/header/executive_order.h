#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "parsers/cable/header/header_lines.h"

namespace cabled {

/// "E.O. 12958: DECL: 11/22/2012".
struct ExecutiveOrder {
  std::string number;                        ///< put right when it is a misprint of a known order
  std::optional<std::string> declassify_on;  ///< "2012-11-22"
  std::optional<std::string> text;           ///< what follows the number, as found
};

/// Reads the first E.O. line; `original` is the text that `lines` were made of, in its own case.
std::optional<ExecutiveOrder> read_executive_order(const TelegramLines& lines,
                                                   std::string_view original);

/// The first whole date in `text` (upper case), in any of the orders and separators that drafters
/// used, as "2012-11-22". Never a date that the calendar does not have.
std::optional<std::string> find_date(std::string_view text);

}  // namespace cabled
