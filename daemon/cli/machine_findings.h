#pragma once

#include "daemon/cli/findings.h"
#include "daemon/config/config.h"

namespace cabled::cli {

/// Whether the state directory is there or can be made, and is safe from others.
Finding judge_state_dir(const Config& config);

/// Whether the file that was read could be changed by others; nothing to say without a file.
Findings judge_config_file(const Config& config);

/// Whether the files of secrets can be read, by us alone: the database's password, the proxy's
/// credentials.
Findings judge_secret_files(const Config& config);

/// Free space where the state directory is or will be, against archive.disk_floor.
Finding judge_disk(const Config& config);
/// Whether there are descriptors for `fetch.connections`.
Finding judge_descriptors(const Config& config);

}  // namespace cabled::cli
