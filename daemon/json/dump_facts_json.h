#pragma once

#include <optional>
#include <string>

#include "daemon/archive/dump_facts.h"

namespace cabled {

/// What a row says of its cable, as the database keeps it; nothing when it says nothing.
std::optional<std::string> facts_to_json(const DumpFacts& facts);

/// Reads facts_to_json() back; what is not there is "".
DumpFacts facts_from_json(const std::string& json);

}  // namespace cabled
