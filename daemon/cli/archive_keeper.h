#pragma once

#include <chrono>
#include <cstddef>

#include "daemon/cli/session.h"
#include "db/connection.h"

namespace cabled::cli {

/// Deletes segments that the configured retention rule no longer keeps, and says so. Those that the
/// database refers to go only when the configuration says that they may.
class ArchiveKeeper {
 public:
  explicit ArchiveKeeper(const Session& session)
      : session_(session), connection_(session.connect("archive")) {}

  /// To be called often; looks at the archive once an hour.
  void tend();

 private:
  Result<void> look();
  Result<void> remove(const std::string& folder, const std::string& segment);

  const Session& session_;
  db::Connection connection_;
  std::chrono::steady_clock::time_point next_{};
  std::size_t needed_told_ = 0;  ///< how many needed ones the log has told of
};

}  // namespace cabled::cli
