#include "daemon/fetch/proxy_fields.h"

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

constexpr std::string_view kPrefix = "proxy-";

bool is_proxy_field(std::string_view line) {
  return ascii::iequals(line.substr(0, kPrefix.size()), kPrefix);
}

bool is_continuation(std::string_view line) {
  return line.starts_with(' ') || line.starts_with('\t');
}

}  // namespace

std::string without_proxy_fields(std::string_view head) {
  std::string kept;
  kept.reserve(head.size());
  bool dropping = false;
  while (!head.empty()) {
    const std::size_t end = head.find('\n');
    const std::string_view line = head.substr(0, end == head.npos ? end : end + 1);
    dropping = is_proxy_field(line) || (dropping && is_continuation(line));
    if (!dropping) kept += line;
    head.remove_prefix(line.size());
  }
  return kept;
}

}  // namespace cabled
