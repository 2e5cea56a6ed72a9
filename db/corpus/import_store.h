#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/sql/pqxx_traits.h"
#include "parsers/model/digest.h"
#include "parsers/model/utf8_text.h"

namespace cabled::db {

/// What makes two archives the same one.
struct ImportKey {
  Digest digest;  ///< of the whole file
  std::string base_url;
};

/// How far an archive has been imported: all that lies before `records` is settled and committed.
struct ImportProgress {
  std::uint64_t records = 0;
  std::uint64_t last_offset = 0;  ///< of the last of them
  std::uint64_t other = 0;
  std::uint64_t damaged = 0;
  std::uint64_t cables = 0;   ///< pages that gave one, or several
  std::uint64_t further = 0;  ///< cables that those held beside their first
  std::uint64_t not_cables = 0;
  std::uint64_t rejected = 0;
  bool finished = false;
};

struct ImportRow {
  std::int64_t id = 0;
  std::string name;  ///< the one it had when it was first imported
  ImportProgress progress;
};

/// What one command imports. The same paths and address are the same import, until it is undone.
struct ImportOrder {
  std::vector<Utf8Text> paths;  ///< absolute
  std::string base_url;
  std::string hints;  ///< how its dumps are read, where somebody said it
  std::string owner;  ///< the process that imports
};

/// The order's import, made when it is new; `owner` is at it from now on.
std::int64_t begin_import(pqxx::work& tx, const ImportOrder& order);

/// Says that the owner is still at it.
void renew_import(pqxx::work& tx, std::int64_t import, const std::string& owner);

/// The owner is at it no more; another one may be. An import that named nothing is forgotten.
enum class ImportEnd { kFinished, kStopped };
void end_import(pqxx::work& tx, std::int64_t import, const std::string& owner, ImportEnd end);

/// The archive's row, made when it is new, as one that `import` named. Index used:
/// import_archive_digest_base_url_key.
ImportRow open_archive(pqxx::work& tx, std::int64_t import, const ImportKey& key,
                       const Utf8Text& name, std::uint64_t bytes);

/// The row of the import's loose pages, which are looked at anew each time. Index used:
/// import_content_pkey.
std::int64_t open_loose_pages(pqxx::work& tx, std::int64_t import);

/// Stores an archive's progress unless more has been stored already. Index used:
/// import_archive_pkey.
void save_archive(pqxx::work& tx, std::int64_t archive, const ImportProgress& progress);

}  // namespace cabled::db
