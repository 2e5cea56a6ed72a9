#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "db/corpus/corpus_rows.h"
#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// Stores the captures of `pages` and answers each page's capture id (nothing where it has none).
/// A payload that the URL already gave is the same capture, seen again; it lies where it was stored
/// last.
std::vector<std::optional<std::int64_t>> store_captures(pqxx::work& tx,
                                                        std::span<const PageWrite* const> pages);

/// A payload of a URL.
struct PayloadKey {
  std::string url;
  Digest payload;
  std::optional<std::int64_t> import_archive = {};  ///< in which it lies too
};

/// What came of `keys` when they were captured, in order; nothing for those that are new, or whose
/// bytes went with a segment that retention deleted. Of those that are known it is written down
/// that they came out of their archives too.
/// Indexes used: capture_url_payload_digest_key, deleted_segment_pkey.
std::vector<std::optional<Outcome>> known_payloads(pqxx::work& tx,
                                                   std::span<const PayloadKey> keys);

/// Renews the last-seen time of the captures and sightings of pages that are as they were.
void renew_unchanged(pqxx::work& tx, std::span<const PageWrite* const> pages);

/// Stores why captures gave no cable; a capture's later cable takes its rejection away.
void store_rejections(pqxx::work& tx, std::span<const PageWrite* const> pages,
                      std::span<const std::optional<std::int64_t>> captures);

}  // namespace cabled::db
