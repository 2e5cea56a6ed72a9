#include "daemon/serve/pages/year_plot.h"

#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include "daemon/serve/html/plot.h"

namespace cabled::serve {
namespace {

// A date of long ago is a slip of a telegram, and no reason for a row of empty years.
constexpr int kMostEmptyYears = 30;

std::optional<int> year_of(const std::string& name) {
  int year = 0;
  const char* end = name.data() + name.size();
  const auto [at, fault] = std::from_chars(name.data(), end, year);
  if (fault != std::errc() || at != end) return std::nullopt;
  return year;
}

}  // namespace

void write_year_plot(Page& page, const std::vector<db::NamedCount>& years) {
  BarPlot plot{"Cables by year", "cable", "cables", {}};
  std::optional<int> last;
  for (const db::NamedCount& year : years) {
    const std::optional<int> now = year_of(year.name);
    if (last && now && *now - *last <= kMostEmptyYears) {
      for (int gap = *last + 1; gap < *now; ++gap)
        plot.bars.push_back({std::to_string(gap), 0, ""});
    }
    plot.bars.push_back(
        {year.name, year.count, page.href(Address("/browse/dates").below(year.name))});
    last = now;
  }
  write_bars(page, plot);
}

}  // namespace cabled::serve
