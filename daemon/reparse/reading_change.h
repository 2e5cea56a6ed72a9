#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "daemon/pipeline/page_job.h"
#include "db/corpus/stored_captures.h"

namespace cabled {

/// A stored page and how it reads today; an Error when it cannot be read again.
struct ReadPage {
  db::StoredCapture capture;
  Result<WriteJob> today;
};

/// How today's reading of a page stands to the one before.
enum class ReadingChange {
  kSame,
  kCorrected,   ///< the same text, other fields
  kNewText,     ///< another text under the same id
  kOtherId,     ///< a cable of another id
  kFound,       ///< a cable where none was found
  kLost,        ///< none where one was
  kReason,      ///< none, as before, for another reason
  kUnreadable,  ///< the raw bytes are not there any more, or could not be stored
};

struct ReadingDiff {
  ReadingChange change = ReadingChange::kSame;
  std::vector<std::string> fields;  ///< those that differ, of pages that their rendition tells of
  /// The rendition whose fields are this page's, where it is still the page's text.
  std::optional<std::int64_t> own_rendition;
};

/// Compares pages, in order of their captures, with what is stored of them.
///
/// A rendition has the fields of one page, the first that gave it, for some of them tell of the
/// page. When that page does not give the text any more, the next one that does takes its place.
std::vector<ReadingDiff> compare_readings(const std::vector<ReadPage>& pages);

/// "cable", or the outcome with its reason: "not_a_cable: empty_page".
std::string outcome_before(const ReadPage& page);
std::string outcome_today(const WriteJob& today);

}  // namespace cabled
