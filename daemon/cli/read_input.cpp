#include "daemon/cli/read_input.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "daemon/app/output.h"
#include "daemon/cli/word_hints.h"
#include "daemon/system/file_descriptor.h"
#include "daemon/system/terminal.h"

namespace cabled::cli {
namespace {

constexpr std::size_t kBlock = std::size_t{64} << 10U;

CommandError cannot_read(const std::string& name, int error) {
  const std::string why = std::generic_category().message(error);
  if (name == "-") return {kFailed, fmt::format("cannot read standard input: {}", why)};
  return {kFailed, fmt::format("cannot read '{}': {}{}", name, why, hint_for_file(name))};
}

// By blocks: by characters it took a seventh of all that `parse` does.
CommandResult<std::string> read_all(int file, const std::string& name) {
  std::string bytes;
  while (true) {
    const std::size_t filled = bytes.size();
    bytes.resize(filled + kBlock);
    const ssize_t got = ::read(file, bytes.data() + filled, kBlock);
    const int error = errno;
    bytes.resize(filled + (got > 0 ? static_cast<std::size_t>(got) : 0));
    if (got == 0) return bytes;
    if (got < 0 && error != EINTR) return tl::unexpected(cannot_read(name, error));
  }
}

}  // namespace

CommandResult<std::string> read_input(const std::string& name) {
  if (name == "-") {
    tell_of_typed_input();
    return read_all(STDIN_FILENO, name);
  }
  const FileDescriptor file(::open(name.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return tl::unexpected(cannot_read(name, errno));
  return read_all(file.get(), name);
}

void tell_of_typed_input() {
  if (is_terminal(STDIN_FILENO)) complain("what is typed is read; Ctrl-D ends it");
}

}  // namespace cabled::cli
