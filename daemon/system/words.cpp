#include "daemon/system/words.h"

#include <fmt/format.h>

#include <algorithm>

#include "daemon/system/terminal.h"

namespace cabled {

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string counted(std::int64_t number, std::string_view one, std::string_view many) {
  const auto amount = static_cast<std::uint64_t>(std::max<std::int64_t>(number, 0));
  return fmt::format("{} {}", grouped(amount), number == 1 ? one : many);
}

std::string wrapped(std::string_view line, std::size_t width, std::size_t indent) {
  // The indent of a line that is broken again is no place to break it.
  std::string out;
  std::size_t least = indent;
  while (code_points(line) > width) {
    std::size_t best = std::string_view::npos;
    for (std::size_t at = line.find(' ', least); at != std::string_view::npos;
         at = line.find(' ', at + 1)) {
      const bool fits = code_points(line.substr(0, at)) <= width;
      if (fits || best == std::string_view::npos) best = at;
      if (!fits) break;
    }
    if (best == std::string_view::npos) break;
    out.append(line.substr(0, best)).append("\n").append(indent, ' ');
    line.remove_prefix(best + 1);
    width -= least == indent ? std::min(indent, width - 1) : 0;
    least = 0;
  }
  return out.append(line);
}

}  // namespace cabled
