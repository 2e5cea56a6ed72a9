#pragma once

#include <cstddef>
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
  std::string above_;  ///< the line above, where it is a date-time group
};

/// Whether the head of another telegram stands in `text` behind the first.
bool holds_second_telegram(std::string_view text);

/// Whether `line` tells that what follows is another telegram, quoted in this one: "BEGIN QUOTE",
/// "FOLLOWING IS REPEATED FOR YOUR INFORMATION".
bool introduces_quote(std::string_view line);

/// How many telegrams begin in `text`, each with a head of its own: time and sender. The same head
/// once more, that of a further section, and one that is quoted begin none. Of text in which lines
/// end as "\n" in two letters too.
std::size_t count_telegram_heads(std::string_view text);

}  // namespace cabled
