#pragma once

#include <cstddef>
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

/// A text as one page gives it; both are the caller's.
struct TextOfPage {
  const PageWrite* page = nullptr;
  const RenditionRow* row = nullptr;
  std::int64_t capture = 0;
  std::size_t place = 0;  ///< of the page among those that are stored
};

/// What storing the texts of a batch made new.
struct StoredTexts {
  std::set<std::string> new_cables;
  std::set<RenditionKey> new_renditions;
  std::map<RenditionKey, std::int64_t> rendition_ids;  ///< new and known
};

/// Inserts the cables and renditions of `texts` that are not there yet. A new cable is published
/// with the best of its renditions in the batch.
StoredTexts store_texts(pqxx::work& tx, std::span<const TextOfPage> texts);

}  // namespace cabled::db
