#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "db/feed/dead_letters.h"

namespace cabled {

/// A line about the batches that are set aside for a webhook, with the cure.
std::string set_aside_text(const db::DeadLetterState& letters);

nlohmann::ordered_json set_aside_to_json(const std::vector<db::DeadLetterState>& letters);

}  // namespace cabled
