#include "parsers/web/header_value.h"

#include "parsers/model/ascii.h"

namespace cabled {

std::string_view header_value(std::string_view head, std::string_view name) noexcept {
  while (!head.empty()) {
    const std::size_t end = head.find('\n');
    const std::string_view line = head.substr(0, end);
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos && ascii::iequals(line.substr(0, colon), name)) {
      return ascii::trim(line.substr(colon + 1));
    }
    if (end == std::string_view::npos) break;
    head.remove_prefix(end + 1);
  }
  return {};
}

}  // namespace cabled
