#pragma once

#include <cstdint>
#include <string>

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
  std::uint64_t cables = 0;
  std::uint64_t not_cables = 0;
  std::uint64_t rejected = 0;
  bool finished = false;
};

struct ImportRow {
  std::string name;  ///< the one it had when it was first imported
  ImportProgress progress;
};

/// The archive's row, made when it is new. Index used: import_archive_pkey.
ImportRow begin_import(pqxx::work& tx, const ImportKey& key, const Utf8Text& name,
                       std::uint64_t bytes);

/// Stores progress unless more has been stored already. Index used: import_archive_pkey.
void save_import(pqxx::work& tx, const ImportKey& key, const ImportProgress& progress);

}  // namespace cabled::db
