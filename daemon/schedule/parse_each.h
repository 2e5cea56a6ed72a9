#pragma once

#include <string>
#include <utility>
#include <vector>

#include "parsers/model/error.h"

namespace cabled {

/// Each text read by Value::parse(); the first that cannot be read is the error.
template <typename Value>
Result<std::vector<Value>> parse_each(const std::vector<std::string>& texts) {
  std::vector<Value> values;
  for (const std::string& text : texts) {
    Result<Value> value = Value::parse(text);
    if (!value) return tl::unexpected(value.error());
    values.push_back(std::move(*value));
  }
  return values;
}

}  // namespace cabled
