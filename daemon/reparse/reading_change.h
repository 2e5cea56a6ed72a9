#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "daemon/pipeline/page_job.h"
#include "db/corpus/rereading.h"
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
  kFound,       ///< a cable where none was found, or one more
  kLost,        ///< none where one was, or one less
  kReason,      ///< none, as before, for another reason
  kUnreadable,  ///< the raw bytes are not there any more, or could not be stored
};

/// A field that reads otherwise; the values as JSON, "" where there is none, long ones cut short.
struct FieldDiff {
  std::string name;
  std::string cable_id;  ///< of today
  std::string before;
  std::string today;
};

struct ReadingDiff {
  ReadingChange change = ReadingChange::kSame;
  std::vector<FieldDiff> fields = {};  ///< of pages that their rendition tells of
  /// The renditions whose fields are this page's, where they are still the page's texts.
  std::vector<db::KeptText> kept = {};
};

/// Compares pages, in order of their captures, with what is stored of them.
///
/// A rendition has the fields of one page, the first that gave it, for some of them tell of the
/// page. When that page does not give the text any more, the next one that does takes its place.
/// What is kept refers to the rows of `pages`.
std::vector<ReadingDiff> compare_readings(const std::vector<ReadPage>& pages);

/// The ids of the cables that a page held, and of those that it holds.
std::set<std::string> ids_before(const ReadPage& page);
std::set<std::string> ids_today(const ReadPage& page);

/// "cable", or the outcome with its reason: "not_a_cable: empty_page".
std::string outcome_before(const ReadPage& page);
std::string outcome_today(const WriteJob& today);

}  // namespace cabled
