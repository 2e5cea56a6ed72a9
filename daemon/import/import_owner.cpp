#include "daemon/import/import_owner.h"

#include <chrono>
#include <utility>

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
  return ImportOwner(session, *import, order.owner);
}

ImportOwner::ImportOwner(const Session& session, std::int64_t import, std::string owner)
    : session_(&session),
      import_(import),
      owner_(std::move(owner)),
      renewing_([connection = session.connect("import owner"), import,
                 name = owner_](const std::stop_token& stop) mutable {
        while (true) {
          nap(stop, kRenewEvery);
          if (stop.stop_requested()) return;
          const auto renewed =
              db::transact(connection, [&](pqxx::work& tx) { db::renew_import(tx, import, name); });
          if (!renewed) log::debug("import not renewed", {{"error", renewed.error().message}});
        }
      }) {}

void ImportOwner::end(db::ImportEnd how) {
  // Joined, so that it says nothing after the last word.
  renewing_ = std::jthread();
  db::Connection connection = session_->connect("import owner");
  const auto ended =
      db::transact(connection, [&](pqxx::work& tx) { db::end_import(tx, import_, owner_, how); });
  if (!ended) log::warn("import not ended", {{"error", ended.error().message}});
}

}  // namespace cabled
