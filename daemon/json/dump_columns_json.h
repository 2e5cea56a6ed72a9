#pragma once

#include <optional>
#include <string>

#include "parsers/dump/dump_columns.h"

namespace cabled {

/// What a row says of its cable, as the database keeps it; nothing when it says nothing.
std::optional<std::string> columns_to_json(const DumpColumns& columns);

/// Reads columns_to_json() back; what is not there is "".
DumpColumns columns_from_json(const std::string& json);

}  // namespace cabled
