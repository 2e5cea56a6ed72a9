#include "db/feed/change_listener.h"

#include "db/feed/change_store.h"

namespace cabled::db {

class ChangeListener::Receiver : public pqxx::notification_receiver {
 public:
  explicit Receiver(pqxx::connection& connection)
      : pqxx::notification_receiver(connection, kChangeChannel) {}
  // That it came is all there is to know.
  void operator()(const std::string& /*payload*/, int /*backend_pid*/) override {}
};

ChangeListener::ChangeListener(Connection connection) : connection_(std::move(connection)) {}

ChangeListener::~ChangeListener() = default;

Result<void> ChangeListener::wait(std::chrono::milliseconds patience) {
  try {
    pqxx::connection& connection = connection_.open();
    const StatementScope scope(connection);
    if (!receiver_) receiver_ = std::make_unique<Receiver>(connection);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(patience);
    const auto rest = std::chrono::microseconds(patience - seconds);
    connection.await_notification(seconds.count(), static_cast<long>(rest.count()));
    return {};
  } catch (const std::exception&) {
    receiver_.reset();
    connection_.drop();
    return tl::unexpected(error_in_flight());
  }
}

}  // namespace cabled::db
