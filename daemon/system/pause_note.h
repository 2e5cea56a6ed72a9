#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/system/file_descriptor.h"

namespace cabled {

/// Tells other processes why this one pauses, by a file "paused-PID" in the state directory. Its
/// descriptor is taken at the start, so that a want of descriptors can be told too; its lock says
/// that the process lives.
class PauseNote {
 public:
  /// Where the file cannot be made, and of no directory (""), nothing is told.
  explicit PauseNote(const std::filesystem::path& state_dir);
  PauseNote(const PauseNote&) = delete;
  PauseNote& operator=(const PauseNote&) = delete;
  PauseNote(PauseNote&&) = delete;
  PauseNote& operator=(PauseNote&&) = delete;
  ~PauseNote();

  /// Why nothing is fetched for now; "" once it is again.
  void tell(std::string_view why) noexcept;

 private:
  std::filesystem::path path_;
  FileDescriptor file_;
};

/// What the processes of a state directory tell; files that dead ones have left are removed.
std::vector<std::string> pauses_of(const std::filesystem::path& state_dir);

}  // namespace cabled
