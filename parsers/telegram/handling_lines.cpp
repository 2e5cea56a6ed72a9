#include "parsers/telegram/handling_lines.h"

#include <algorithm>
#include <array>

#include "parsers/model/ascii.h"
#include "parsers/telegram/scanner.h"

namespace cabled {

bool is_handling_line(std::string_view line) noexcept {
  static constexpr auto kWords =
      std::to_array<std::string_view>({"CHANNEL", "HANDLE", "INTERNET DISTRIBUTION"});
  // The English Channel and the channels of ports are met in longer lines.
  constexpr std::size_t kLongest = 60;
  if (line.size() > kLongest) return false;
  return std::ranges::any_of(kWords, [line](std::string_view word) {
    const std::size_t at = line.find(word);
    if (at == std::string_view::npos || !is_word_start(line, at)) return false;
    const std::size_t end = at + word.size();
    return end == line.size() || !ascii::is_alnum(line[end]);
  });
}

}  // namespace cabled
