#include "daemon/config/nearest_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

namespace cabled {
namespace {

/// Longer names are no slips of the pen, and the distance takes time in the square of the length.
constexpr std::size_t kLongestName = 64;

/// Levenshtein's distance, a row at a time.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> above(b.size() + 1);
  std::iota(above.begin(), above.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::vector<std::size_t> row{i + 1};
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = above[j] + (a[i] == b[j] ? 0 : 1);
      row.push_back(std::min({replaced, above[j + 1] + 1, row[j] + 1}));
    }
    above = std::move(row);
  }
  return above.back();
}

}  // namespace

std::string nearest_name(std::string_view name, std::span<const std::string> known,
                         std::size_t most) {
  if (name.size() > kLongestName) return "";
  const std::string* nearest = nullptr;
  std::size_t best = most + 1;
  for (const std::string& candidate : known) {
    const std::size_t distance = edit_distance(name, candidate);
    if (distance >= best) continue;
    best = distance;
    nearest = &candidate;
  }
  return nearest == nullptr ? "" : *nearest;
}

std::string did_you_mean(std::string_view name, std::span<const std::string> known) {
  // A third of the letters wrong is another word.
  const std::size_t most = std::max<std::size_t>(2, name.size() / 3);
  const std::string nearest = nearest_name(name, known, most);
  return nearest.empty() ? "" : fmt::format("; hint: did you mean '{}'?", nearest);
}

}  // namespace cabled
