#pragma once

#include <nlohmann/json.hpp>

namespace cabled::cli {

/// Prints what explain_url() found: a line, or a fact a line.
void print_explanation(const nlohmann::ordered_json& explanation, bool json);

}  // namespace cabled::cli
