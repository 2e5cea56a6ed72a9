#pragma once

#include <cstdint>
#include <string>

#include "daemon/store/file_window.h"

namespace cabled {

/// Tells the line of a place in a file, for messages; places must be asked for in order. A table
/// that is sound is not read for it.
class LineFinder {
 public:
  /// `file` must outlive it.
  explicit LineFinder(const FileWindow& file) : descriptor_(file.descriptor()) {}

  std::uint64_t line_of(std::uint64_t offset);

 private:
  int descriptor_;
  std::string block_;
  std::uint64_t counted_ = 0;
  std::uint64_t line_ = 1;
};

}  // namespace cabled
