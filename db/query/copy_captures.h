#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "db/sql/pqxx_traits.h"
#include "parsers/model/archive_ref.h"
#include "parsers/model/digest.h"

namespace cabled::db {

/// Whether the bytes of a capture are where they were put.
enum class RawState : std::uint8_t {
  kKept,
  kLost,     ///< found missing or damaged, and not fetched anew yet
  kDeleted,  ///< in a segment that retention has deleted
};

/// A received page that gave a copy of a cable.
struct CopyCapture {
  std::int64_t id = 0;
  std::string content_key;  ///< hex, of the text that it gave
  std::string url;
  std::string received_at;  ///< RFC 3339 UTC
  std::string last_seen_at;
  std::string content_type;
  std::uint64_t bytes = 0;
  bool imported = false;  ///< out of a file, and never fetched
  RawState raw = RawState::kKept;
};

/// The captures that gave a text of the cable `id` or of its twins, by URL and time, the first
/// `limit`. Indexes used: rendition's key, sighting_pkey, resighting_pkey, capture_pkey.
std::vector<CopyCapture> captures_of_copies(pqxx::work& tx, const std::string& id, int limit);

/// The fields of each text of the cable `id` and of its twins, as JSON, by content key (hex).
std::map<std::string, std::string> fields_of_copies(pqxx::work& tx, const std::string& id);

/// Where the bytes of a capture are, and what they are.
struct RawCapture {
  std::string url;
  std::string received_at;
  std::string content_type;
  std::string charset;
  std::uint64_t bytes = 0;
  Digest payload;
  ArchiveRef where;
  RawState raw = RawState::kKept;
  std::optional<std::string> deleted_at;  ///< when retention deleted its segment
};

/// A capture that gave a text of the cable `id` or of a twin of it; nothing when it gave none.
std::optional<RawCapture> raw_capture_of(pqxx::work& tx, const std::string& id,
                                         std::int64_t capture_id);

}  // namespace cabled::db
