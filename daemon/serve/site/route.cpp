#include "daemon/serve/site/route.h"

#include <utility>

namespace cabled::serve {
namespace {

// Takes the text before the next slash from the front of `rest`, which begins with one.
std::string_view take_segment(std::string_view& rest) {
  const std::string_view segment = rest.substr(1, rest.find('/', 1) - 1);
  rest.remove_prefix(segment.size() + 1);
  return segment;
}

// What stands in `found` for the {name} that `wanted` begins with; nothing when it does not fit.
std::optional<std::string> capture(std::string_view wanted, std::string_view found) {
  if (!wanted.starts_with('{')) return std::nullopt;
  const std::string_view ending = wanted.substr(wanted.find('}') + 1);
  if (found.size() <= ending.size() || !found.ends_with(ending)) return std::nullopt;
  return std::string(found.substr(0, found.size() - ending.size()));
}

}  // namespace

std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view path) {
  std::vector<std::string> captured;
  while (pattern.starts_with('/') && path.starts_with('/')) {
    const std::string_view wanted = take_segment(pattern);
    const std::string_view found = take_segment(path);
    if (auto part = capture(wanted, found)) {
      captured.push_back(std::move(*part));
    } else if (wanted != found) {
      return std::nullopt;
    }
  }
  if (!pattern.empty() || !path.empty()) return std::nullopt;
  return captured;
}

}  // namespace cabled::serve
