#include "daemon/config/add_source.h"

#include <algorithm>
#include <string>
#include <system_error>

#include "daemon/config/config_file.h"
#include "daemon/config/load_config.h"
#include "daemon/system/whole_file.h"

namespace cabled {
namespace {

namespace fs = std::filesystem;

/// Written where the old file is, under its name and with its rights.
Result<void> replace_file(const fs::path& file, const std::string& text) {
  std::error_code problem;
  const bool existed = fs::exists(file, problem);
  const fs::path real = existed ? fs::canonical(file, problem) : file;
  // The service has another user than who writes its configuration; secrets have files of their
  // own.
  const fs::perms rights =
      existed ? fs::status(real, problem).permissions() : static_cast<fs::perms>(0644);
  if (!existed) fs::create_directories(real.parent_path(), problem);
  if (Result<void> written = write_whole_file(real, text); !written) return written;
  fs::permissions(real, rights, problem);
  if (!problem) return {};
  return fail(ErrorKind::kTransient, "'{}': {}", real.string(), problem.message());
}

}  // namespace

Result<fs::path> add_source(const ShippedSource& source, const std::optional<fs::path>& given) {
  const fs::path file = config_file_to_write(given);
  std::error_code none;
  std::string text;
  if (fs::exists(file, none)) {
    Result<std::string> old = read_config_file(file);
    if (!old) return tl::unexpected(old.error());
    text = std::move(*old);
    const Result<Config> config = parse_config(text, file);
    if (!config) return tl::unexpected(config.error());
    if (std::ranges::find(config->sources, source.name, &Source::name) != config->sources.end()) {
      return fail(ErrorKind::kRefused, "'{}' has a source '{}' already", file.string(),
                  source.name);
    }
  }
  if (!text.empty()) text += text.ends_with('\n') ? "\n" : "\n\n";
  text += source.toml;
  // What is written must read.
  const Result<Config> config = parse_config(text, file);
  if (!config) return tl::unexpected(config.error());
  const Result<void> written = replace_file(file, text);
  if (!written) return tl::unexpected(written.error());
  return file;
}

}  // namespace cabled
