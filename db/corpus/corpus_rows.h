#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/frontier/frontier_rows.h"
#include "parsers/model/archive_ref.h"
#include "parsers/model/digest.h"
#include "parsers/model/utf8_text.h"

namespace cabled::db {

/// What a capture turned out to be.
enum class Outcome : std::uint8_t {
  kCable,
  kNotACable,
  kBlockPage,  ///< a gate in the page's place
  kIndex,
  kSitemap,
  kFeed,
  kCdx,
  kRedirect,
  kHttpError,
  kError,  ///< it could not be read, or not stored
};
const char* to_string(Outcome outcome) noexcept;
Outcome outcome_from(std::string_view word);
/// Whether the answer was what was asked for and was understood: of such a page alone can a later
/// answer say that it is unchanged. frontier.cpp has the same outcomes in SQL.
bool is_well_read(Outcome outcome) noexcept;

/// A distinct payload of a URL, already in the archive.
struct CaptureRow {
  Utf8Text url;
  Digest payload;  ///< of the body as received
  std::optional<int> source_id;
  bool imported = false;
  int status = 200;
  Timestamp fetched_at{};
  Utf8Text content_type;
  std::string charset;
  std::uint64_t payload_bytes = 0;
  ArchiveRef where;
  Outcome outcome = Outcome::kCable;
  std::vector<std::string> flags;  ///< length_unverified, tls_unverified, …
  int parser_version = 0;
  std::optional<std::string> row_facts = {};  ///< JSON: what the row of a dump said beside the text
  std::optional<std::int64_t> import_archive = {};  ///< which it came out of
};

/// How one cable points to another.
struct CableLink {
  std::string kind;  ///< reference, cancels, …
  std::string to_id;
  auto operator<=>(const CableLink&) const = default;
};

/// A text of a cable as read from a page.
struct RenditionRow {
  std::string cable_id;
  std::optional<int> year;
  std::optional<std::string> station;
  std::optional<long> serial;
  std::optional<std::string> sent_at;
  std::optional<std::string> classification;
  std::vector<std::string> tags;
  std::optional<std::string> subject;
  std::string fields;  ///< JSON
  std::string text;
  Digest content_key;
  std::int64_t fingerprint = 0;
  int completeness = 0;
  std::string site;  ///< host that published it
  std::vector<CableLink> links;
  /// Texts that are alike share one of these (parsers/dedup/text_sketch.h); none for short texts.
  std::vector<std::int64_t> bands = {};
  bool doubtful_id = false;  ///< the id is made of the content, or names no station we know
};

/// A URL gave the payload that it gave last time.
struct SeenAgain {
  std::string url;
  Digest payload;
  Timestamp at{};
};

/// All that one page changes; absent parts change nothing.
struct PageWrite {
  std::optional<HostLease> lease;  ///< absent for imports
  Ruling ruling;                   ///< kStored: the database knows whether it is a duplicate
  std::optional<SeenAgain> unchanged;
  std::optional<CaptureRow> capture;
  std::optional<RenditionRow> rendition;
  std::vector<RenditionRow> further = {};  ///< of a page that holds several cables: below the first
  std::optional<UrlUpdate> url;
  std::vector<NewUrl> discovered;
};

/// The texts of all cables that a page holds, from its top down.
std::vector<const RenditionRow*> renditions_of(const PageWrite& page);
std::vector<std::string> cable_ids_of(const PageWrite& page);

/// What storing did with a page; of one that holds several cables, the first that is true of any.
enum class Stored {
  kNewCable,
  kNewRendition,
  kKnown,      ///< texts known: new or renewed sightings
  kUnchanged,  ///< the page is as it was
  kNoCable,    ///< index, rejection, failure: recorded
  kLeaseLost,  ///< another worker holds the host now: nothing was written
};

struct StoredPage {
  Stored as = Stored::kNoCable;
  int new_cables = 0;
  int new_renditions = 0;  ///< of cables that were there
};

}  // namespace cabled::db
