#include "daemon/app/command_outcome.h"

#include "daemon/app/output.h"
#include "db/sql/server_fault.h"

namespace cabled {

int report(const CommandError& error) {
  complain(error.message, error.code);
  return error.code;
}

CommandError command_error(const Error& error) {
  if (db::is_schema_fault(error)) return {kSchema, error.message};
  return {error.kind == ErrorKind::kTransient ? kTryAgainLater : kFailed, error.message};
}

CommandError migration_error(const Error& error) {
  // The server's own words have a code; what migrate() refuses by itself is the schema.
  const bool by_itself = error.kind == ErrorKind::kRefused && db::sqlstate_of(error).empty();
  return by_itself ? CommandError{kSchema, error.message} : command_error(error);
}

}  // namespace cabled
