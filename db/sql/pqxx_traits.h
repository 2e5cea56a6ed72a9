#pragma once

// libpqxx is 6.4 in Debian 12 and 7.10 in Debian 13; what differs between them stands here and in
// execute.h. Every file of db/ includes this header, never <pqxx/...>.

// Debian builds 6.4 without std::optional; 7 has it by itself.
#define PQXX_HAVE_OPTIONAL 1
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#include <pqxx/pqxx>
#pragma GCC diagnostic pop

#include <string>
#include <string_view>

#if PQXX_VERSION_MAJOR < 7
template <>
struct pqxx::string_traits<std::string_view> {
  static constexpr const char* name() noexcept { return "string_view"; }
  static constexpr bool has_null() noexcept { return false; }
  static bool is_null(std::string_view) { return false; }
  static std::string to_string(std::string_view text) { return std::string(text); }
};
#endif

namespace cabled::db {

/// Has `connection` stay broken once it broke, and say no more than an error's first line. 6.4
/// would connect anew silently, without the session's settings; 7 does not.
inline void fail_plainly(pqxx::connection& connection) {
#if PQXX_VERSION_MAJOR >= 7
  connection.set_verbosity(pqxx::error_verbosity::terse);
#else
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  connection.inhibit_reactivation(true);
#pragma GCC diagnostic pop
  connection.set_verbosity(pqxx::connection_base::terse);
#endif
}

/// Has a connection listen to a channel, whose notices await_notification() then waits for. Not
/// longer than the connection.
#if PQXX_VERSION_MAJOR >= 7
class ChannelEar {
 public:
  ChannelEar(pqxx::connection& connection, const std::string& channel) {
    connection.listen(channel, [](const pqxx::notification& /*notice*/) {});
  }
};
#else
class ChannelEar : public pqxx::notification_receiver {
 public:
  using pqxx::notification_receiver::notification_receiver;
  void operator()(const std::string& /*payload*/, int /*backend_pid*/) override {}
};
#endif

}  // namespace cabled::db
