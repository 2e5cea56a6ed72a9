#pragma once

#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "daemon/pipeline/page_job.h"
#include "db/sql/connection.h"
#include "parsers/model/url.h"

namespace cabled::cli {

/// What this process stored, by URL. Filled on the write thread, read when the crawl is over.
class NoteBook {
 public:
  void add(std::span<const PageNote> notes);
  std::map<std::string, PageNote> take();

 private:
  std::mutex mutex_;
  std::map<std::string, PageNote> notes_;  // guarded by mutex_
};

/// Prints what became of each URL, redirections followed; with `all`, of every page that the URLs
/// led to as well. The exit code is 0 when each gave a cable or a list, 75 when one is still
/// pending, else 1.
int report_fetched(db::Connection& connection, std::span<const Url> urls, NoteBook& notes, bool all,
                   bool json);

/// A page's outcome as an object or a line, and the exit code that it gives.
nlohmann::ordered_json note_to_json(const PageNote& note);
std::string note_to_text(const PageNote& note);
int exit_code(const PageNote& note);

/// "stored new", "new rendition", "already known", "unchanged", "read", "not a cable", "refused",
/// "failed", "pending".
std::string result_word(const PageNote& note);

}  // namespace cabled::cli
