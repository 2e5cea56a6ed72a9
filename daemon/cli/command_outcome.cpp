#include "daemon/cli/command_outcome.h"

#include "daemon/cli/output.h"

namespace cabled::cli {

int report(const CommandError& error) {
  complain(error.message);
  return error.code;
}

CommandError command_error(const Error& error) {
  return {error.kind == ErrorKind::kTransient ? kTryAgainLater : kFailed, error.message};
}

}  // namespace cabled::cli
