#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "daemon/config/config.h"
#include "parsers/model/error.h"

namespace cabled {

/// The file to read: `given` or $CABLED_CONFIG, which must exist; else the first that exists of
/// $XDG_CONFIG_HOME/cabled/cabled.toml (~/.config when unset) and /etc/cabled/cabled.toml; else
/// nothing.
Result<std::optional<std::filesystem::path>> find_config_file(
    const std::optional<std::filesystem::path>& given);

/// Reads and validates the configuration; without a file, the defaults. Called again on SIGHUP:
/// on failure the caller keeps what it has. Every error names file and line as far as known.
Result<Config> load_config(const std::optional<std::filesystem::path>& given);

/// The same from the text of a file; `file` is named in errors.
Result<Config> parse_config(std::string_view toml, const std::filesystem::path& file);

}  // namespace cabled
