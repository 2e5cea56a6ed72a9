#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "parsers/model/error.h"

namespace cabled {

/// The file to read: `given` or $CABLED_CONFIG, which must exist; else the first that exists of
/// $XDG_CONFIG_HOME/cabled/cabled.toml (~/.config when unset) and /etc/cabled/cabled.toml; else
/// nothing.
Result<std::optional<std::filesystem::path>> find_config_file(
    const std::optional<std::filesystem::path>& given);

/// The text of the file, which must be a regular file of at most 1 MiB.
Result<std::string> read_config_file(const std::filesystem::path& file);

}  // namespace cabled
