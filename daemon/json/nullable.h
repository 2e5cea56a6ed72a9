#pragma once

#include <nlohmann/json.hpp>
#include <optional>

namespace cabled {

/// The value, or null when there is none.
template <typename T>
nlohmann::ordered_json nullable(const std::optional<T>& value) {
  return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
}

}  // namespace cabled
