#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/model/error.h"

namespace cabled {

/// What is wrong with a configuration, a line each.
class FaultLines {
 public:
  void add(std::string_view line) {
    if (!lines_.empty()) lines_ += '\n';
    lines_ += line;
  }
  template <typename T>
  void add(const Result<T>& result) {
    if (!result) add(result.error().message);
  }
  const std::string& text() const noexcept { return lines_; }
  /// An error of all lines, when there are any.
  Result<void> result() const {
    if (lines_.empty()) return {};
    return fail(ErrorKind::kInvalid, "{}", lines_);
  }

 private:
  std::string lines_;
};

/// The lines of such a message.
inline std::vector<std::string_view> fault_lines(std::string_view message) {
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at <= message.size();) {
    const std::size_t end = std::min(message.find('\n', at), message.size());
    lines.push_back(message.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

}  // namespace cabled
