#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "db/corpus/raw_pages.h"
#include "db/sql/connection.h"
#include "parsers/model/error.h"

namespace cabled {

/// A page whose bytes are not where the database says.
struct MissingPage {
  db::RawPage page;
  std::string reason;
};

/// What a comparison of the archive with the database came to.
struct RawPagesReport {
  std::int64_t looked_at = 0;
  std::int64_t elsewhere = 0;       ///< in segments that another machine wrote, which lie with it
  std::vector<db::RawPage> lost;    ///< whose bytes are gone, and nobody knew
  std::vector<std::int64_t> found;  ///< captures that were lost and are there
};

/// Compares captures with the archive in `folder`: that the segment is there, that a whole record
/// lies at the offset, and that its payload is the capture's. Every page, or about `sample` of
/// them, evenly spread; 0 is every one.
///
/// A segment is another machine's when its name has another host than this machine, and no file
/// here has that host.
Result<RawPagesReport> check_raw_pages(db::Connection& connection, const std::string& folder,
                                       std::int64_t sample,
                                       const std::function<void(const MissingPage&)>& tell);

/// Segments that captures lie in and that are not in the archive, by their names alone.
struct MissingSegments {
  std::int64_t segments = 0;
  std::int64_t captures = 0;
};
/// Looks for each of `captures_of`, segments with the number of captures in them, in `folder`.
Result<MissingSegments> missing_segments(const std::string& folder,
                                         const std::map<std::string, std::int64_t>& captures_of);

}  // namespace cabled
