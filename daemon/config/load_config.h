#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "daemon/config/config.h"
#include "parsers/model/error.h"

namespace cabled {

/// Reads and validates the configuration that find_config_file() names; without a file, the
/// defaults. Called again on SIGHUP: on failure the caller keeps what it has. Every error names
/// file and line as far as known.
Result<Config> load_config(const std::optional<std::filesystem::path>& given);

/// The same from the text of a file; `file` is named in errors.
Result<Config> parse_config(std::string_view toml, const std::filesystem::path& file);

}  // namespace cabled
