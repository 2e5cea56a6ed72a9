#pragma once

#include <chrono>
#include <memory>

#include "db/sql/connection.h"

namespace cabled::db {

/// Waits for the notice that changes were committed, on a connection of its own. Behind a pooler
/// in transaction mode no notice comes: then every wait lasts its full time, which is polling.
class ChangeListener {
 public:
  explicit ChangeListener(Connection connection);
  ChangeListener(const ChangeListener&) = delete;
  ChangeListener& operator=(const ChangeListener&) = delete;
  ChangeListener(ChangeListener&&) = delete;
  ChangeListener& operator=(ChangeListener&&) = delete;
  ~ChangeListener() = default;

  /// Returns when a notice came, at once if one came since the last wait, or after `patience`.
  /// kTransient when the server is away; the next wait connects anew.
  Result<void> wait(std::chrono::milliseconds patience);

 private:
  Connection connection_;
  std::unique_ptr<ChannelEar> ear_;  ///< of the connection as it is now
};

}  // namespace cabled::db
