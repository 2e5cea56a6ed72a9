#include "daemon/cli/command_outcome.h"

#include <iostream>

namespace cabled::cli {

int report(const CommandError& error) {
  std::cerr << "cabled: " << error.message << '\n';
  return error.code;
}

CommandError command_error(const Error& error) {
  return {error.kind == ErrorKind::kTransient ? kTryAgainLater : kFailed, error.message};
}

}  // namespace cabled::cli
