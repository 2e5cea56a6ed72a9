#include "daemon/postgres/postgres_programs.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <vector>

#include "daemon/postgres/child_process.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

namespace fs = std::filesystem;

int leading_number(std::string_view text) {
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

bool is_complete(const fs::path& folder) {
  return std::ranges::all_of(std::to_array({"initdb", "postgres", "psql"}), [&](const char* name) {
    return ::access((folder / name).c_str(), X_OK) == 0;
  });
}

std::vector<PostgresPrograms> under(const fs::path& root) {
  std::vector<PostgresPrograms> found;
  std::error_code none;
  for (const fs::directory_entry& entry : fs::directory_iterator(root, none)) {
    const int version = leading_number(entry.path().filename().string());
    const fs::path folder = entry.path() / "bin";
    if (version > 0 && is_complete(folder)) found.push_back({folder, version});
  }
  std::ranges::sort(found, std::ranges::greater{}, &PostgresPrograms::major_version);
  return found;
}

/// Other systems have one version, and pg_config says where.
std::vector<PostgresPrograms> named_by_pg_config() {
  for (const char* program : {"/usr/bin/pg_config", "/usr/local/bin/pg_config"}) {
    if (::access(program, X_OK) != 0) continue;
    const Result<std::string> folder = run_to_end({{program, "--bindir"}, {}});
    const Result<std::string> version = run_to_end({{program, "--version"}, {}});
    if (!folder || !version) continue;
    const std::size_t digits = version->find_first_of("0123456789");
    if (digits == std::string::npos) continue;
    PostgresPrograms programs{fs::path(ascii::trim(*folder)),
                              leading_number(std::string_view(*version).substr(digits))};
    if (is_complete(programs.folder)) return {std::move(programs)};
  }
  return {};
}

std::vector<PostgresPrograms> all_versions(const fs::path& root) {
  std::vector<PostgresPrograms> found = under(root);
  return found.empty() ? named_by_pg_config() : found;
}

}  // namespace

Result<PostgresPrograms> find_newest_postgres(const fs::path& root) {
  const std::vector<PostgresPrograms> found = all_versions(root);
  if (!found.empty()) return found.front();
  return fail(ErrorKind::kInvalid,
              "no PostgreSQL server in '{}'; hint: apt install postgresql, or name a database "
              "with database.url",
              root.string());
}

int version_of(const fs::path& cluster) {
  std::string text;
  std::ifstream(cluster / "PG_VERSION") >> text;
  return leading_number(text);
}

Result<PostgresPrograms> find_postgres_of(const fs::path& cluster, const fs::path& root) {
  const int version = version_of(cluster);
  for (const PostgresPrograms& programs : all_versions(root)) {
    if (programs.major_version == version) return programs;
  }
  return fail(ErrorKind::kInvalid,
              "'{}' was made by PostgreSQL {}, which is not installed; hint: install postgresql-{} "
              "from the Debian release that has it, then `cabled migrate --upgrade-database` makes "
              "the database one of the newest version; or restore a dump, or move the folder away "
              "and let `cabled rebuild` make another out of the archive (docs/upgrade.md)",
              cluster.string(), version, version);
}

}  // namespace cabled
