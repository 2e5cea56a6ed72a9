#include "daemon/cli/fetch_report.h"

#include <algorithm>
#include <utility>

#include "daemon/app/output.h"
#include "daemon/app/session.h"
#include "daemon/cli/command.h"
#include "daemon/json/cable_json.h"
#include "daemon/json/nullable.h"
#include "daemon/system/terminal.h"
#include "db/query/status_queries.h"

namespace cabled::cli {
namespace {

using Json = nlohmann::ordered_json;
constexpr int kMostHops = 20;

// What the database knows of a URL that another process fetched.
PageNote note_of(const db::UrlStatus& status) {
  PageNote note;
  note.url = status.url;
  note.ruling =
      db::stored_ruling(status.verdict, status.reason.value_or(""), status.detail.value_or(""));
  if (!status.cables.empty()) note.cable_id = status.cables.front();
  if (note.ruling.verdict == db::Verdict::kStored ||
      note.ruling.verdict == db::Verdict::kDuplicate) {
    note.stored = db::Stored::kKnown;
  }
  return note;
}

PageNote outcome(db::Connection& connection, const std::string& url,
                 const std::map<std::string, PageNote>& notes) {
  std::string at = url;
  PageNote note;
  note.url = url;
  for (int hop = 0; hop < kMostHops; ++hop) {
    const auto found = notes.find(at);
    const auto status =
        db::transact(connection, [&](pqxx::work& tx) { return db::url_status(tx, at); });
    if (!status || !*status) break;
    note = found != notes.end() ? found->second : note_of(**status);
    // A loop is judged when it closes, after the notes of its members were made.
    if ((*status)->verdict == "failed") note = note_of(**status);
    if (!(*status)->redirect_to || note.ruling.verdict == db::Verdict::kFailed) break;
    at = *(*status)->redirect_to;
  }
  note.url = url;
  return note;
}

}  // namespace

void NoteBook::add(std::span<const PageNote> notes) {
  const std::lock_guard lock(mutex_);
  for (const PageNote& note : notes) notes_.insert_or_assign(note.url, note);
}

std::map<std::string, PageNote> NoteBook::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(notes_, {});
}

std::string result_word(const PageNote& note) {
  switch (note.ruling.verdict) {
    case db::Verdict::kPending:
      return "pending";
    case db::Verdict::kRefused:
      return note.ruling.reason == db::Reason::kNotACable ? "not a cable" : "refused";
    case db::Verdict::kFailed:
      return "failed";
    case db::Verdict::kRead:
      return "read";
    case db::Verdict::kStored:
    case db::Verdict::kDuplicate:
      break;
  }
  switch (note.stored) {
    case db::Stored::kNewCable:
      return "stored new";
    case db::Stored::kNewRendition:
      return "new rendition";
    case db::Stored::kUnchanged:
      return "unchanged";
    case db::Stored::kKnown:
    case db::Stored::kNoCable:
    case db::Stored::kLeaseLost:
      return "already known";
  }
  return "already known";
}

Json note_to_json(const PageNote& note) {
  return {{"url", note.url},
          {"result", result_word(note)},
          {"id", text_or_null(note.cable_id)},
          {"reason", text_or_null(note.ruling.word())},
          {"detail", text_or_null(note.ruling.detail.str())}};
}

std::string note_to_text(const PageNote& note) {
  std::string line = fmt::format("{}: {}", printable_line(note.url), result_word(note));
  if (!note.cable_id.empty()) line += ' ' + printable_line(note.cable_id);
  const std::string reason = note.ruling.word();
  if (!reason.empty()) line += fmt::format(" ({})", printable_line(reason));
  if (const std::string& detail = note.ruling.detail.str(); !detail.empty()) {
    line += ": " + printable_line(detail);
  }
  return line;
}

int exit_code(const PageNote& note) {
  switch (note.ruling.verdict) {
    case db::Verdict::kStored:
    case db::Verdict::kDuplicate:
    case db::Verdict::kRead:
      return kDone;
    case db::Verdict::kPending:
      return kTryAgainLater;
    case db::Verdict::kRefused:
    case db::Verdict::kFailed:
      return kFailed;
  }
  return kFailed;
}

int report_fetched(db::Connection& connection, std::span<const Url> urls, NoteBook& notes, bool all,
                   bool json) {
  const std::map<std::string, PageNote> book = notes.take();
  std::vector<PageNote> outcomes;
  for (const Url& url : urls) outcomes.push_back(outcome(connection, url.text(), book));
  if (all) {
    for (const auto& entry : book) {
      const auto is_it = [&](const Url& url) { return url.text() == entry.first; };
      if (std::ranges::none_of(urls, is_it)) outcomes.push_back(entry.second);
    }
  }
  int code = kDone;
  for (const PageNote& note : outcomes) {
    if (json) {
      output().json(to_line(note_to_json(note)));
    } else {
      output().text(note_to_text(note) + '\n');
    }
    // Of a list, pages that are no cables are no failure.
    if (!all) code = std::max(code, exit_code(note));
  }
  return code;
}

}  // namespace cabled::cli
