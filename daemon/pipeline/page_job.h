#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "daemon/fetch/fetcher.h"
#include "daemon/pipeline/credits.h"
#include "daemon/schedule/crawl_task.h"
#include "db/corpus/corpus_rows.h"
#include "parsers/dump/dump_columns.h"
#include "parsers/model/archive_ref.h"
#include "parsers/model/digest.h"

namespace cabled {

/// A page out of a file.
struct ImportedPage {
  std::string bytes;
  std::string content_type;
  int status = 200;
  DumpColumns columns;
};

/// Names an imported page to whoever feeds the import; comes back in its note.
struct ImportTicket {
  std::uint64_t number = 0;
  std::optional<std::int64_t> archive = {};  ///< the row of what the page came out of
};

/// A page that is in the archive already and is read once more.
struct ReadAgain {
  std::optional<int> source_id;
};

/// What a page is on its way for.
using PageErrand = std::variant<CrawlTask, ImportTicket, ReadAgain>;

/// The source that wants the page, and the archive that it came out of.
std::optional<int> source_of(const PageErrand& errand);
std::optional<std::int64_t> archive_of(const PageErrand& errand);

/// A page as it came from the network or a file, or why it did not come.
struct FetchedPage {
  PageErrand errand;
  std::string url;
  db::Timestamp at{};  ///< when it was received
  std::variant<FetchResponse, FetchFailure, ImportedPage> content;
  std::optional<Digest> payload = {};  ///< of its bytes, where it is known already
  Credit credit = {};
};

/// A response that is on disk.
struct ArchivedResponse {
  FetchResponse response;
  Digest payload;  ///< of the body as received
  ArchiveRef where;
  bool unchanged = false;  ///< the page that is stored still stands
};

/// A page out of a file that is in the archive.
struct ArchivedImport {
  ImportedPage page;
  Digest payload;
  ArchiveRef where;
};

/// A page whose bytes are safe, ready to be read. A failure has no bytes to keep.
struct ArchivedPage {
  PageErrand errand;
  std::string url;
  db::Timestamp at{};
  std::variant<ArchivedResponse, ArchivedImport, FetchFailure> content;
  Credit credit = {};
};

/// What one page came to, for people.
struct PageNote {
  std::string url;
  db::Ruling ruling;
  std::vector<std::string> cable_ids = {};  ///< from the top of the page down
  db::StoredPage stored = {};
  std::uint64_t ticket = 0;  ///< of an imported page
};

/// The rows of a page, ready to be written.
struct WriteJob {
  std::string url;
  db::PageWrite write;
  std::optional<RedirectChain> chain = {};  ///< that goes on at the page's target
  std::optional<Url> seed_led_to = {};      ///< where a seed, or a URL on its way, leads
  std::uint64_t ticket = 0;                 ///< of an imported page
  std::optional<std::int64_t> url_id;       ///< of the frontier
  Credit credit = {};
};

}  // namespace cabled
