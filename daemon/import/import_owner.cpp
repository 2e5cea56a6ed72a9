#include "daemon/import/import_owner.h"

#include <chrono>

#include "daemon/system/log.h"
#include "daemon/system/stop_order.h"

namespace cabled {
namespace {

constexpr std::chrono::seconds kRenewEvery{5};

}  // namespace

CommandResult<ImportOwner> ImportOwner::begin(const Session& session,
                                              const db::ImportOrder& order) {
  const auto import = db::transact(session.start_connection(),
                                   [&](pqxx::work& tx) { return db::begin_import(tx, order); });
  if (!import) return tl::unexpected(command_error(import.error()));
  return ImportOwner(session, *import);
}

ImportOwner::ImportOwner(const Session& session, std::int64_t import)
    : session_(&session),
      import_(import),
      renewing_([connection = session.connect("import owner"),
                 import](const std::stop_token& stop) mutable {
        while (true) {
          nap(stop, kRenewEvery);
          if (stop.stop_requested()) return;
          const auto renewed =
              db::transact(connection, [&](pqxx::work& tx) { db::renew_import(tx, import); });
          if (!renewed) log::debug("import not renewed", {{"error", renewed.error().message}});
        }
      }) {}

void ImportOwner::end(db::ImportEnd how) {
  renewing_.request_stop();
  db::Connection connection = session_->connect("import owner");
  const auto ended =
      db::transact(connection, [&](pqxx::work& tx) { db::end_import(tx, import_, how); });
  if (!ended) log::warn("import not ended", {{"error", ended.error().message}});
}

}  // namespace cabled
