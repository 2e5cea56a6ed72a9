#pragma once

#include <filesystem>
#include <stop_token>
#include <thread>

#include "daemon/postgres/cluster_place.h"
#include "daemon/system/file_lock.h"

namespace cabled {

/// Starts the server of a cluster again when it dies while a command runs, as by a lack of memory,
/// and keeps its log short. On a thread of its own, which takes no signals; what it is made of must
/// outlive it. Several processes may each have one.
class ServerKeeper {
 public:
  ServerKeeper(const std::filesystem::path& state_dir, const ClusterPlace& place, FileLock& users);

 private:
  void run(const std::stop_token& stop);
  bool is_well() const;
  /// False when it does not start.
  bool revive();

  const std::filesystem::path& state_dir_;
  const ClusterPlace& place_;
  FileLock& users_;
  bool told_ = false;  ///< that it died
  std::jthread thread_;
};

}  // namespace cabled
