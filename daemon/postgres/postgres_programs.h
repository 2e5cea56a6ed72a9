#pragma once

#include <filesystem>
#include <string>

#include "parsers/model/error.h"

namespace cabled {

/// PostgreSQL's server programs of one version.
struct PostgresPrograms {
  std::filesystem::path folder;
  int major_version = 0;

  std::string path(std::string_view program) const { return (folder / program).string(); }
};

/// Where Debian and its kin put each version's programs: ROOT/VERSION/bin.
inline constexpr const char* kPostgresRoot = "/usr/lib/postgresql";

/// The newest version under `root`, else the one that pg_config names. kInvalid, with what to
/// install, when the machine has no server.
Result<PostgresPrograms> find_newest_postgres(const std::filesystem::path& root);

/// The major version that made `cluster`; 0 when it is none.
int version_of(const std::filesystem::path& cluster);

/// The version that made `cluster`: a cluster is read by its own major version alone. kInvalid,
/// with the ways that are left, when the machine has that one no more.
Result<PostgresPrograms> find_postgres_of(const std::filesystem::path& cluster,
                                          const std::filesystem::path& root);

}  // namespace cabled
