#include "db/feed/change_listener.h"

#include "db/feed/change_store.h"

namespace cabled::db {

ChangeListener::ChangeListener(Connection connection) : connection_(std::move(connection)) {}

Result<void> ChangeListener::wait(std::chrono::milliseconds patience) {
  try {
    pqxx::connection& connection = connection_.open();
    const StatementScope scope(connection);
    if (!ear_) ear_ = std::make_unique<ChannelEar>(connection, kChangeChannel);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(patience);
    const auto rest = std::chrono::microseconds(patience - seconds);
    connection.await_notification(seconds.count(), static_cast<long>(rest.count()));
    return {};
  } catch (const std::exception&) {
    ear_.reset();
    connection_.drop();
    return tl::unexpected(error_in_flight());
  }
}

}  // namespace cabled::db
