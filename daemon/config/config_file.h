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

/// The file that a setting is to be written to: the one to read, or else the one that would be.
/// The service and root have /etc/cabled/cabled.toml, others a file of their own.
std::filesystem::path config_file_to_write(const std::optional<std::filesystem::path>& given);

/// The text of the file, which must be a regular file of at most 1 MiB.
Result<std::string> read_config_file(const std::filesystem::path& file);

}  // namespace cabled
