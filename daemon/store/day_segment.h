#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "daemon/system/file_descriptor.h"

namespace cabled {

/// A sealed segment that is open for writing again.
struct ReopenedSegment {
  std::string name;
  FileDescriptor lock;  ///< has the flock that says that it is being written
  FileDescriptor file;
  std::uint64_t size = 0;
};

/// Reopens a segment of the day that a command of this machine has sealed, has less than `full`
/// bytes and is in nobody's hands; nothing when there is none.
///
/// Only a sealed one will do, which is looked at under the lock: a segment that its writer left
/// open may have a torn tail, and that is for the repair.
std::optional<ReopenedSegment> reopen_day_segment(const std::string& folder,
                                                  std::chrono::system_clock::time_point now,
                                                  std::uint64_t full);

}  // namespace cabled
