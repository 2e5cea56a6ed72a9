#include "daemon/cli/command.h"

int main(int argc, char** argv) { return cabled::cli::run_command_line(argc, argv); }
