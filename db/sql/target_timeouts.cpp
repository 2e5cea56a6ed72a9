#include "db/sql/target_timeouts.h"

#include <array>
#include <cstdlib>
#include <utility>

namespace cabled::db {
namespace {

using Setting = std::pair<std::string_view, std::string_view>;

// In seconds, the last in milliseconds. By libpq's own settings a server that accepts and says
// nothing is waited for without end, and one whose machine is gone for two hours.
constexpr std::array<Setting, 5> kTimeouts{{{"connect_timeout", "5"},
                                            {"keepalives_idle", "10"},
                                            {"keepalives_interval", "5"},
                                            {"keepalives_count", "3"},
                                            {"tcp_user_timeout", "25000"}}};

bool names_service(std::string_view target) {
  return std::getenv("PGSERVICE") != nullptr || target.find("service=") != std::string_view::npos ||
         target.find("service =") != std::string_view::npos;
}

std::string joined(std::string_view separator) {
  std::string out;
  for (const auto& [keyword, value] : kTimeouts) {
    if (keyword == "connect_timeout" && std::getenv("PGCONNECT_TIMEOUT") != nullptr) continue;
    out.append(keyword).append("=").append(value).append(separator);
  }
  return out;
}

}  // namespace

// Ours stand first: of a keyword that is given twice libpq takes the later one.
std::string with_timeouts(std::string_view target) {
  const bool is_uri = target.starts_with("postgres://") || target.starts_with("postgresql://");
  if (names_service(target)) return std::string(target);
  if (!is_uri) return joined(" ") + std::string(target);
  const std::size_t query = target.find('?');
  std::string out(target.substr(0, query));
  out += '?';
  out += joined("&");
  if (query != std::string_view::npos) out += target.substr(query + 1);
  if (out.back() == '&') out.pop_back();
  return out;
}

}  // namespace cabled::db
