#include "daemon/serve/html/amounts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "daemon/serve/html/words.h"

namespace cabled::serve {

std::string byte_words(std::uint64_t bytes) {
  if (bytes < 1000) return counted(static_cast<std::int64_t>(bytes), "byte", "bytes");
  constexpr std::array<std::string_view, 4> kUnits{"kB", "MB", "GB", "TB"};
  double amount = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  while (amount >= 999.95 && unit + 1 < kUnits.size()) {
    amount /= 1000;
    ++unit;
  }
  return fmt::format("{:.1f} {}", amount, kUnits[unit]);
}

std::string span_words(std::int64_t seconds) {
  struct Unit {
    std::int64_t seconds;
    std::string_view one;
    std::string_view many;
  };
  constexpr std::array<Unit, 3> kUnits{
      {{86400, "day", "days"}, {3600, "hour", "hours"}, {60, "minute", "minutes"}}};
  for (const Unit& unit : kUnits) {
    if (seconds >= unit.seconds) return counted(seconds / unit.seconds, unit.one, unit.many);
  }
  return counted(std::max<std::int64_t>(seconds, 0), "second", "seconds");
}

}  // namespace cabled::serve
