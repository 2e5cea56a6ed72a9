#pragma once

#include <cstdint>
#include <filesystem>

namespace cabled {

/// Where the server of a cluster writes its log: db.log beside the cluster.
std::filesystem::path server_log_of(const std::filesystem::path& cluster);

/// How long the log may become; as much again is kept of what came before, as db.log.1.
inline constexpr std::uint64_t kLongestServerLog = std::uint64_t{8} << 20U;

/// Once the log is longer, copies it to db.log.1 and empties it. The server has it open for
/// appending and goes on at its new end; what it writes between the two may be lost.
void bound_server_log(const std::filesystem::path& path, std::uint64_t most = kLongestServerLog);

}  // namespace cabled
