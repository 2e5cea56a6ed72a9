#pragma once

#include <string>

#include "db/sql/migrate.h"

namespace cabled {

/// Why this program cannot use a schema, with the cure; "" when it can.
std::string schema_misfit(const db::SchemaReport& schema);

}  // namespace cabled
