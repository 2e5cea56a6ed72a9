#pragma once

#include <cstddef>
#include <stop_token>

#include "daemon/app/session.h"
#include "db/sql/connection.h"

namespace cabled {

/// Deletes segments that the configured retention rule no longer keeps, and says so. Those that the
/// database refers to go only when the configuration says that they may.
class ArchiveKeeper {
 public:
  explicit ArchiveKeeper(const Session& session)
      : session_(session), connection_(session.connect("archive")) {}

  /// The life of its thread: looks at the archive at once and then every hour. The session must
  /// keep its configuration meanwhile.
  void run(const std::stop_token& stop);

 private:
  Result<void> look(const std::stop_token& stop);
  Result<void> remove(const std::string& folder, const std::string& segment);

  const Session& session_;
  db::Connection connection_;
  std::size_t needed_told_ = 0;  ///< how many needed ones the log has told of
};

}  // namespace cabled
