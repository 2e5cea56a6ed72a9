#include "daemon/app/command_outcome.h"

#include "daemon/app/output.h"

namespace cabled {

int report(const CommandError& error) {
  complain(error.message);
  return error.code;
}

CommandError command_error(const Error& error) {
  return {error.kind == ErrorKind::kTransient ? kTryAgainLater : kFailed, error.message};
}

}  // namespace cabled
