#include "daemon/app/unfinished_rebuild.h"

#include "db/corpus/rebuild_progress.h"

namespace cabled {

CommandResult<void> check_rebuilt(const Session& session) {
  const auto run = db::transact(session.start_connection(),
                                [](pqxx::work& tx) { return db::unfinished_rebuild(tx); });
  if (!run) return tl::unexpected(command_error(run.error()));
  if (!*run) return {};
  return tl::unexpected(CommandError{kTryAgainLater,
                                     "the database is not yet made whole out of the archive; hint: "
                                     "`cabled rebuild` goes on where it was stopped"});
}

}  // namespace cabled
