#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/corpus/corpus_rows.h"
#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// Which captures of pages are meant; absent parts do not narrow.
struct CaptureSelection {
  std::optional<int> source_id;
  std::optional<std::string> since;  ///< received at or after, anything PostgreSQL takes for a time
  std::optional<std::string> until;  ///< received before
  std::optional<int> parser_below;   ///< read by an older parser than this
  bool only_rejected = false;        ///< those that gave no cable
};

/// A text that a capture gave when it was read last.
struct StoredText {
  std::int64_t rendition_id = 0;
  std::string cable_id;
  std::string content_key;  ///< hex
  std::string fields;       ///< JSON
  int completeness = 0;
  std::string first_url;          ///< the fields are those of this page
  bool first_url_has_it = false;  ///< whether that page still gives the text
};

/// A stored page and what it was read as.
struct StoredCapture {
  std::int64_t id = 0;
  std::string url;
  Digest payload;
  std::optional<int> source_id;
  bool imported = false;
  int status = 200;
  Timestamp fetched_at{};
  std::string content_type;
  ArchiveRef where;
  Outcome outcome = Outcome::kCable;
  std::string rejection;  ///< the reason of its rejection; "" when it has none
  std::optional<std::string> row_facts;
  std::vector<StoredText> texts;  ///< that it gave, in the order in which they were stored first
};

/// The number of the latest capture; 0 when there is none.
std::int64_t last_capture_id(pqxx::work& tx);

/// The next `limit` captures of pages that `selection` has after `after_id` and up to `until_id`,
/// in order of number. Lists, redirections and error pages are no pages. Indexes used: capture_pkey
/// or capture_parser, sighting_capture, resighting_capture.
std::vector<StoredCapture> captures_after(pqxx::work& tx, const CaptureSelection& selection,
                                          std::int64_t after_id, std::int64_t until_id, int limit);

/// How many captures_after() gives in all.
std::int64_t count_captures(pqxx::work& tx, const CaptureSelection& selection,
                            std::int64_t after_id, std::int64_t until_id);

/// The captures of these numbers, in order. Indexes used: capture_pkey, sighting_capture,
/// resighting_capture.
std::vector<StoredCapture> stored_captures(pqxx::work& tx, const std::vector<std::int64_t>& ids);

}  // namespace cabled::db
