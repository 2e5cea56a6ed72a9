#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/store/segment_writer.h"
#include "parsers/model/archive_ref.h"
#include "parsers/model/digest.h"
#include "parsers/model/error.h"
#include "parsers/warc/warc_record.h"

namespace cabled {

struct PageArchiveOptions {
  SegmentOptions segments;
  /// room() says no below this much free space, so that the database on the same disk lives on.
  std::uint64_t free_space_floor = ArchiveOptions{}.disk_floor.count;
};

/// One request and its response on their way to the archive; all views are the caller's.
struct ArchivedExchange {
  std::string_view url;
  std::string_view ip;             ///< address connected to; may be empty
  std::string_view date;           ///< "2010-11-28T18:00:00Z"; now when empty
  std::string_view request_head;   ///< request line and fields; no request record when empty
  std::string_view response_head;  ///< status line and fields, as received
  std::string_view body;           ///< transfer coding undone, content coding as received
  std::string_view truncated;      ///< "" or why the body is cut: "length", "time", "disconnect"
  std::optional<Digest> payload_digest;  ///< SHA-256 of `body`; worked out when absent
  warc::PageOrigin origin = {};
};

/// A page that came in a file.
struct ArchivedResource {
  std::string_view url;
  std::string_view date;  ///< when it was captured; now when empty
  std::string_view content_type;
  std::string_view bytes;
  std::optional<Digest> payload_digest = {};  ///< SHA-256 of `bytes`; worked out when absent
  std::string_view row = {};                  ///< as of warc::PageOrigin
};

/// A response whose body is known already: a 304, or the same bytes as last time.
struct ArchivedRevisit {
  std::string_view url;
  std::string_view ip;
  std::string_view date;  ///< now when empty
  std::string_view request_head;
  std::string_view response_head;
  Digest payload_digest;          ///< of the earlier body
  std::string_view earlier_id;    ///< WARC-Record-ID of the earlier response; may be empty
  std::string_view earlier_url;   ///< may be empty
  std::string_view earlier_date;  ///< may be empty
  warc::RevisitProfile profile = warc::RevisitProfile::kIdenticalPayload;
  warc::PageOrigin origin = {};
};

/// The store of raw pages: takes a group of results, then makes them durable with one sync().
///
/// For one thread. A failed add_…() concerns that page alone; a failed sync() means that none of
/// the pages since the last good one is stored, and all of them are to be added again.
class PageArchive {
 public:
  /// Makes the folder if need be and repairs segments that a killed process left torn.
  static Result<PageArchive> open(PageArchiveOptions options);

  /// Whether a segment that a record lies in is there, as far as this machine can know: those that
  /// other machines wrote lie with them.
  bool holds(const std::string& segment) const;

  /// kTransient when the disk is too full to go on.
  Result<void> room() const;

  Result<ArchiveRef> add_fetched(const ArchivedExchange& exchange);
  Result<ArchiveRef> add_resource(const ArchivedResource& resource);
  Result<ArchiveRef> add_revisit(const ArchivedRevisit& revisit);

  /// Makes the group durable. Only then may its pages be handed on.
  Result<void> sync() { return writer_.sync(); }

  /// Seals the open segment, as at the end of a run.
  Result<void> close() { return writer_.close(); }

 private:
  explicit PageArchive(PageArchiveOptions options);
  std::string date_or_now(std::string_view date) const;

  PageArchiveOptions options_;
  SegmentWriter writer_;
};

}  // namespace cabled
