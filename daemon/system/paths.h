#pragma once

#include <filesystem>

#include "parsers/model/error.h"

namespace cabled {

/// Makes files of this process the owner's alone; called once, first thing.
void make_files_private();

/// Where state goes when nothing is configured: /var/lib/cabled for root (and for the service,
/// whom systemd tells), $XDG_STATE_HOME/cabled or ~/.local/state/cabled for others.
std::filesystem::path default_state_dir();

/// Makes the folder if needed and returns it absolute, free of links. A new one is the owner's
/// alone; root's can be passed through, since root's database runs as somebody else.
Result<std::filesystem::path> ensure_state_dir(const std::filesystem::path& folder);

}  // namespace cabled
