#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <thread>

#include "daemon/app/session.h"
#include "db/corpus/import_store.h"

namespace cabled {

/// How long a living owner goes without saying that it is there at the very most: the database may
/// be slow, or away for a moment.
inline constexpr std::chrono::seconds kOwnerSilence{30};

/// Says in the database, from a thread of its own, that this process is at an import, so that
/// nobody undoes it meanwhile. It is a row that is renewed, so it holds through any pooler.
class ImportOwner {
 public:
  /// Begins the import, or goes on with it.
  static CommandResult<ImportOwner> begin(const Session& session, const db::ImportOrder& order);

  std::int64_t import() const noexcept { return import_; }
  /// Says how it ended. That this cannot be said now is told to the log: whoever looks finds out.
  void end(db::ImportEnd how);

 private:
  ImportOwner(const Session& session, std::int64_t import, std::string owner);

  const Session* session_;
  std::int64_t import_;
  std::string owner_;
  std::jthread renewing_;
};

}  // namespace cabled
