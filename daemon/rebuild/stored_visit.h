#pragma once

#include <optional>
#include <string>

#include "daemon/pipeline/page_job.h"
#include "daemon/pipeline/visit_note.h"
#include "daemon/store/segment_reader.h"
#include "parsers/warc/warc_reader.h"

namespace cabled {

/// A record of the archive that stands for a visit or for a page out of a file.
struct StoredVisit {
  enum class Kind { kFetched, kUnchanged, kImported };

  Kind kind = Kind::kFetched;
  std::string url;
  db::Timestamp at{};
  ArchiveRef where;
  std::optional<Digest> payload = {};  ///< as the record says
  std::string source = {};             ///< name; "" where the record names none
  std::optional<VisitNote> note = {};
  std::string row_facts = {};           ///< JSON, of an imported page; "" when there are none
  bool is_cut = false;                  ///< only the beginning of the answer is kept
  bool sets_cookie_on_the_way = false;  ///< a redirection with a cookie

  bool is_robots() const { return note && note->is_robots; }
};

/// The visit that a record is of; nothing of a record that is of none, such as a request.
std::optional<StoredVisit> visit_of(const warc::ArchiveRecord& record, const std::string& segment);

/// The page of a visit, from its record in the archive. Fails when what lies there is not what the
/// record says of itself. Any thread.
Result<ArchivedPage> read_page_of(const StoredVisit& visit, PageErrand errand,
                                  const SegmentReader& archive);

}  // namespace cabled
