#pragma once

#include "daemon/postgres/cluster_place.h"
#include "daemon/system/file_lock.h"
#include "parsers/model/error.h"

namespace cabled {

/// The right to start the server of `place`: a lock on db.server.lock, which the server and its
/// sessions inherit and hold as long as one of them lives. So whoever has it knows that no server
/// lives, in whatever namespace of this machine: process numbers say nothing of another one's.
///
/// Waits for sessions of a server that was killed. kTransient, saying who started the server, when
/// one lives that cannot be reached from here; or when one of another machine may live, since
/// others
/// (`users` is their lock, shared by us) still use it and locks need not reach from there to here.
/// Writes who we are into db.starter. The caller holds the lock that serialises starts.
Result<FileLock> claim_cluster(const ClusterPlace& place, FileLock& users);

/// Whether file systems of this kind (f_type of statfs(2)) belong to another machine, where neither
/// locks nor sockets of this one count.
bool is_network_filesystem(unsigned long type) noexcept;

/// kInvalid when `folder` lies on such a file system.
Result<void> refuse_network_folder(const std::filesystem::path& folder);

}  // namespace cabled
