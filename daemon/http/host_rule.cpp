#include "daemon/http/host_rule.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

constexpr std::size_t kLongestPort = 5;

/// The name or address of a Host field, without brackets and a dot at its end; nothing when it is
/// no host with or without a port.
std::optional<std::string> name_of(std::string_view host) {
  std::string_view name = host;
  std::string_view rest;
  if (host.starts_with('[')) {
    const std::size_t end = host.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    name = host.substr(1, end - 1);
    rest = host.substr(end + 1);
  } else if (const std::size_t colon = host.find(':'); colon != std::string_view::npos) {
    name = host.substr(0, colon);
    rest = host.substr(colon);
  }
  if (!rest.empty()) {
    const std::string_view port = rest.substr(1);
    const bool is_port = rest.front() == ':' && port.size() <= kLongestPort &&
                         std::ranges::all_of(port, ascii::is_digit);
    if (!is_port) return std::nullopt;
  }
  if (name.ends_with('.')) name.remove_suffix(1);
  if (name.empty()) return std::nullopt;
  return ascii::lower(name);
}

}  // namespace

HostRule::HostRule(std::vector<std::string> names) : names_(std::move(names)) {
  for (std::string& name : names_) {
    if (name != "*") name = name_of(name).value_or("");
  }
  std::erase(names_, "");
  names_.emplace_back("localhost");
}

bool HostRule::answers(std::string_view host, std::string_view local) const {
  const std::optional<std::string> name = name_of(host);
  if (!name) return false;
  return *name == local || std::ranges::any_of(names_, [&](const std::string& ours) {
    return ours == "*" || ours == *name;
  });
}

}  // namespace cabled
