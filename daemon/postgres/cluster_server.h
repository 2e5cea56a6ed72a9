#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "daemon/postgres/cluster_place.h"
#include "daemon/postgres/postmaster.h"
#include "daemon/system/file_lock.h"
#include "parsers/model/error.h"

namespace cabled {

/// The lock, in a state directory, that serialises starts and stops of its server.
inline constexpr const char* kStartLock = "db.start.lock";

/// Takes a lock of a state directory; root's file goes to the owner of the folder.
Result<FileLock> lock_in(const std::filesystem::path& state_dir, const char* name,
                         FileLock::Mode mode, std::chrono::milliseconds patience);

/// For libpq: the superuser and database of the server that is reached in `socket_folder`.
std::string connection_to(const std::filesystem::path& socket_folder);

/// Brings the server of `place` up, whatever state it was left in, with the database "cabled" in
/// it. The caller holds the start lock; `users` is his lock as a user of the server.
Result<Postmaster> ensure_server(const std::filesystem::path& state_dir, const ClusterPlace& place,
                                 FileLock& users);

}  // namespace cabled
