#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "daemon/config/shipped_sources.h"
#include "parsers/model/error.h"

namespace cabled {

/// Writes a source that comes with the program to the end of the configuration that
/// find_config_file() names; without one, to the first standard place that this user may write.
/// The file is replaced as a whole, and left alone when it does not read, or has the source.
/// Answers the file.
Result<std::filesystem::path> add_source(const ShippedSource& source,
                                         const std::optional<std::filesystem::path>& given);

}  // namespace cabled
