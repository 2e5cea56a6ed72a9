#pragma once

#include <string_view>
#include <vector>

namespace cabled::db {

/// One file of migrations/, compiled into the program.
struct EmbeddedMigration {
  int version;
  std::string_view name;
  std::string_view sql;
};

/// All migrations in order of version. Defined by a source made at build time.
const std::vector<EmbeddedMigration>& embedded_migrations();

}  // namespace cabled::db
