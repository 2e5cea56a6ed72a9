#pragma once

#include <filesystem>
#include <string_view>

#include "parsers/model/error.h"

namespace cabled {

/// Writes `content` to `file` so that a crash at any moment leaves what was there before or all of
/// it: aside, synced, then renamed. Root's file goes to the owner of its folder.
Result<void> write_whole_file(const std::filesystem::path& file, std::string_view content);

/// The first line of `file`; "" when there is none.
std::string first_line_of(const std::filesystem::path& file);

/// Gives `file`, which root made in a folder of somebody else, to that somebody.
void give_to_owner_of(const std::filesystem::path& folder, const std::filesystem::path& file);

}  // namespace cabled
