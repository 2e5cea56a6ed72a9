#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace cabled {

/// Keeps many short texts at their places: views into it hold for as long as it lives, also when it
/// is moved. One allocation serves hundreds of them.
class TextStore {
 public:
  /// A copy of `text` that stays.
  std::string_view keep(std::string_view text);

 private:
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t size_ = 0;  // of the last block
  std::size_t used_ = 0;  // of its bytes
};

}  // namespace cabled
