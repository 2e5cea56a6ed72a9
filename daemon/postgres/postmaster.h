#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>

#include "daemon/postgres/postgres_programs.h"
#include "daemon/system/account.h"
#include "daemon/system/file_lock.h"
#include "parsers/model/error.h"

namespace cabled {

/// What a running server says of itself in its postmaster.pid.
struct Postmaster {
  pid_t pid = 0;
  std::filesystem::path socket_folder;
  std::string status;  ///< "starting", "ready", "stopping", …; "" before it has said so
};

/// The live server of `cluster` whose process is seen from here; nothing when there is none, even
/// when a stale postmaster.pid says so (after a reboot its number may belong to any other process)
/// or one runs in another namespace of process numbers.
std::optional<Postmaster> find_postmaster(const std::filesystem::path& cluster);

/// Whether a connection to the server's socket is accepted.
bool accepts_connections(const Postmaster& postmaster);

struct PostmasterStart {
  PostgresPrograms programs;
  std::optional<Account> account;  ///< who to run it as, when root starts it
  std::filesystem::path cluster;
  std::filesystem::path socket_folder;  ///< plain characters only: PostgreSQL splits at commas
};

/// Starts the server, reachable by its socket alone, and waits until it is ready. What a killed one
/// left is removed: `claim` is from claim_cluster() and goes to the server. Its log is that of
/// server_log_of().
Result<Postmaster> start_postmaster(const PostmasterStart& start, const FileLock& claim);

/// Waits until a server that is starting or stopping has done so. Nothing when it has gone, or when
/// it is none of ours and does not answer. One that answers counts, wherever its process is.
Result<std::optional<Postmaster>> wait_until_settled(const std::filesystem::path& cluster);

/// Stops the server (sessions are cut, all is written) and waits for its end.
Result<void> stop_postmaster(const std::filesystem::path& cluster);

}  // namespace cabled
