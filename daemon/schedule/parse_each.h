#pragma once

#include <string>
#include <string_view>
#include <utility>
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

/// Each text of the setting `key` read by Value::parse(); the error has a line for each that cannot
/// be read.
template <typename Value>
Result<std::vector<Value>> parse_each(std::string_view key, const std::vector<std::string>& texts) {
  std::vector<Value> values;
  FaultLines faults;
  for (const std::string& text : texts) {
    Result<Value> value = Value::parse(text);
    if (value) {
      values.push_back(std::move(*value));
    } else {
      faults.add(fmt::format("{}: {}", key, value.error().message));
    }
  }
  if (Result<void> read = faults.result(); !read) return tl::unexpected(std::move(read.error()));
  return values;
}

}  // namespace cabled
