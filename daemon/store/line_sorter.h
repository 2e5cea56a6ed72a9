#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/store/file_window.h"
#include "daemon/system/file_descriptor.h"
#include "parsers/model/error.h"

namespace cabled {

/// Sorts any number of lines by their bytes in bounded memory: what does not fit waits, sorted, in
/// nameless scratch files.
class LineSorter {
 public:
  static constexpr std::size_t kDefaultMemory = std::size_t{32} << 20U;

  explicit LineSorter(std::string scratch_folder, std::size_t memory = kDefaultMemory)
      : folder_(std::move(scratch_folder)), memory_(memory) {}

  /// Takes a line without its end, of which it has none inside. kTransient: no room for scratch.
  Result<void> add(std::string line);

  /// Gives every line, in order, to `visit`; to be called once, at the end.
  Result<void> finish(const std::function<void(std::string_view)>& visit);

 private:
  Result<void> spill();
  Result<void> merge(const std::function<void(std::string_view)>& visit);

  std::string folder_;
  std::size_t memory_;
  std::vector<std::string> lines_;
  std::size_t held_ = 0;  ///< what they take
  std::vector<FileDescriptor> runs_;
};

}  // namespace cabled
