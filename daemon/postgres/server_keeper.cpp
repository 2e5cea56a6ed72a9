#include "daemon/postgres/server_keeper.h"

#include <chrono>
#include <utility>

#include "daemon/postgres/cluster_server.h"
#include "daemon/postgres/postmaster.h"
#include "daemon/postgres/server_log.h"
#include "daemon/postgres/signalled_end.h"
#include "daemon/system/log.h"
#include "daemon/system/stop_order.h"

namespace cabled {
namespace {

// A look reads one small file and one link of /proc.
constexpr std::chrono::milliseconds kLookEvery{500};
// A server that does not start, as on a full disk, writes some lines at each try.
constexpr std::chrono::milliseconds kBetweenStarts{5000};
// Another process that has the lock starts the server as well as we would.
constexpr std::chrono::milliseconds kLockPatience{100};

}  // namespace

ServerKeeper::ServerKeeper(const std::filesystem::path& state_dir, const ClusterPlace& place,
                           FileLock& users)
    : state_dir_(state_dir), place_(place), users_(users) {
  const SignalsHeld for_the_thread;
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void ServerKeeper::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    nap(stop, kLookEvery);
    if (stop.stop_requested()) return;
    bound_server_log(server_log_of(place_.cluster()));
    if (!is_well() && !revive()) nap(stop, kBetweenStarts);
  }
}

// A server that is seen from here or, in another namespace of process numbers, answers.
bool ServerKeeper::is_well() const {
  if (find_postmaster(place_.cluster())) return true;
  const auto elsewhere = wait_until_settled(place_.cluster());
  return elsewhere && *elsewhere;
}

bool ServerKeeper::revive() {
  const auto lock = lock_in(state_dir_, kStartLock, FileLock::Mode::kExclusive, kLockPatience);
  if (!lock) return true;
  const bool first = !std::exchange(told_, true);
  if (first) {
    log::warn("database restarts",
              {{"cluster", place_.cluster().string()}, {"why", "its server died"}});
  }
  const Result<Postmaster> server = ensure_server(state_dir_, place_, users_);
  if (!server) {
    if (first) log::error("database does not start yet", {{"error", server.error().message}});
    return false;
  }
  told_ = false;
  log::info("database runs again", {{"cluster", place_.cluster().string()}});
  return true;
}

}  // namespace cabled
