#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "parsers/telegram/line_kind.h"

namespace cabled {

/// Watches the lines of a text for the head of another telegram than the first: another number on
/// its DE line, or another date-time group above its FM line. The sections of one telegram have
/// heads that agree in both, and so have copies of it.
class HeadWatch {
 public:
  /// Takes the next written line, in any case of letters; true when it is of another head.
  bool shows_another(std::string_view line, TelegramLine kind);

 private:
  std::optional<std::string> number_;
  std::optional<std::string> time_;
  std::string group_;  ///< of the line above
};

/// Whether the head of another telegram stands in `text` behind the first.
bool holds_second_telegram(std::string_view text);

/// Whether `line` tells that what follows is another telegram, quoted in this one: "BEGIN QUOTE",
/// "FOLLOWING IS REPEATED FOR YOUR INFORMATION".
bool introduces_quote(std::string_view line);

}  // namespace cabled
