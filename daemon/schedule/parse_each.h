#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/config/fault_lines.h"
#include "parsers/model/error.h"

namespace cabled {

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
