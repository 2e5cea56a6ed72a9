#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/sql/connection.h"

namespace cabled::db {

/// What to do about kChanged, as messages end with it.
inline constexpr std::string_view kChangedHint =
    "; hint: install the cabled that made this database, or let `cabled rebuild` make another one "
    "from the archive";

/// How the database's schema stands against this program's.
enum class SchemaState {
  kCurrent,
  kEmpty,    ///< no migration applied yet
  kTooOld,   ///< migrations are missing
  kTooNew,   ///< made by a newer program
  kChanged,  ///< an applied migration differs from the one compiled in
};

struct SchemaReport {
  SchemaState state;
  int applied;         ///< highest version applied; 0 for none
  int known;           ///< highest version compiled in
  std::string detail;  ///< which migration differs; "" otherwise
};

/// The state of the schema, without changing anything.
Result<SchemaReport> schema_report(Connection& connection);

/// Applies what is missing, forward only, each migration in a transaction of its own under an
/// advisory lock that ends with it; so it may be killed anywhere and run again, and two at once do
/// the work once. Returns the names applied. kRefused when the schema is too new or was changed.
Result<std::vector<std::string>> migrate(Connection& connection);

}  // namespace cabled::db
