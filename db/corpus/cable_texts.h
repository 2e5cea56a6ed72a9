#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>

#include "db/corpus/corpus_rows.h"
#include "db/sql/pqxx_traits.h"

namespace cabled::db {

using RenditionKey = std::pair<std::string, std::string>;  ///< cable id, content key in hex

RenditionKey key_of(const RenditionRow& rendition);

/// What storing the texts of a batch made new.
struct StoredTexts {
  std::set<std::string> new_cables;
  std::set<RenditionKey> new_renditions;
  std::map<RenditionKey, std::int64_t> rendition_ids;  ///< new and known
};

/// Inserts the cables and renditions of `pages` that are not there yet. A new cable is published
/// with the best of its renditions in the batch.
StoredTexts store_texts(pqxx::work& tx, std::span<const PageWrite* const> pages);

}  // namespace cabled::db
