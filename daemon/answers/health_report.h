#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "db/frontier/source_health.h"

namespace cabled {

/// How a source does: its runs, its latest pages beside those before, its drift alarms.
nlohmann::ordered_json health_to_json(const db::SourceHealth& health);
/// The same for people, a line or two.
std::string health_to_text(const db::SourceHealth& health);

}  // namespace cabled
