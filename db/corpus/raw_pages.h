#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "db/sql/pqxx_traits.h"
#include "parsers/model/archive_ref.h"
#include "parsers/model/digest.h"

namespace cabled::db {

/// Where the bytes of a capture are said to be.
struct RawPage {
  std::int64_t capture_id = 0;
  std::string url;
  Digest payload;
  ArchiveRef where;
  bool is_lost = false;  ///< known to be, and not fetched anew yet
};

/// The next `limit` captures after `after_id`, every `step`-th of them, whose bytes should be
/// there: not those in files that retention has deleted.
std::vector<RawPage> raw_pages_after(pqxx::work& tx, std::int64_t after_id, int step, int limit);

/// How many captures there are.
std::int64_t count_captures(pqxx::work& tx);

/// Of each segment that captures lie in, how many do; not of those that retention has deleted.
std::map<std::string, std::int64_t> captures_of_segments(pqxx::work& tx);

/// Writes down that the bytes of these captures are lost (flag `raw_lost`), but for those that have
/// another place by now, and makes the URLs whose page they are due; the answer is how many those
/// are. Until its bytes are there again, such a page is asked for without conditions and kept in
/// full.
std::int64_t note_lost_pages(pqxx::work& tx, std::span<const RawPage> pages);

/// Takes that back: their bytes are there again, as when a file system was not mounted.
void note_found_pages(pqxx::work& tx, std::span<const std::int64_t> capture_ids);

/// What is lost and was not fetched again yet.
struct LostPages {
  std::int64_t captures = 0;
  std::int64_t due = 0;  ///< those whose URL is going to be fetched
};
LostPages lost_pages(pqxx::work& tx);

}  // namespace cabled::db
