#include "daemon/cli/command_line.h"
#include "daemon/system/standard_streams.h"

int main(int argc, char** argv) {
  cabled::settle_standard_streams();
  return cabled::cli::run_command_line(argc, argv);
}
