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
  note.cable_ids = status.cables;
  if (note.ruling.verdict == db::Verdict::kStored ||
      note.ruling.verdict == db::Verdict::kDuplicate) {
    note.stored.as = db::Stored::kKnown;
  }
  return note;
}

/// A page's outcome, and when it is tried again; "" when it is not, or not because it failed.
struct Outcome {
  PageNote note;
  std::string again_at = {};
};

// All times are in one form and one zone, so that the later is the greater.
std::string next_try(const db::UrlStatus& status) {
  const std::string host = status.host_blocked_until.value_or("");
  return std::max(status.due_at.value_or(""), host);
}

/// What keeps a page from being asked for at all: its host.
void explain_waiting(PageNote& note, const db::UrlStatus& status) {
  const std::string trouble = status.host_last_error.value_or("");
  if (trouble.empty() || !note.ruling.word().empty()) return;
  const bool is_shut = status.robots_rule == "disallow_all";
  if (is_shut) note.ruling.reason = db::Reason::kRobots;
  note.ruling.detail =
      Utf8Text::sanitized(is_shut ? trouble : "its host is left alone: " + trouble);
}

Outcome judged(PageNote note, const db::UrlStatus& status) {
  const bool waits = note.ruling.verdict == db::Verdict::kPending;
  if (waits) explain_waiting(note, status);
  const db::Next next = db::rule_of(note.ruling.reason).next;
  const bool failed = next == db::Next::kAgain || next == db::Next::kAtOnce;
  if (!status.due_at || !(waits || failed)) return {std::move(note)};
  return {std::move(note), next_try(status)};
}

Outcome outcome(db::Connection& connection, const std::string& url,
                const std::map<std::string, PageNote>& notes) {
  std::string at = url;
  Outcome last;
  for (int hop = 0; hop < kMostHops; ++hop) {
    const auto found = notes.find(at);
    const auto status =
        db::transact(connection, [&](pqxx::work& tx) { return db::url_status(tx, at); });
    if (!status || !*status) break;
    PageNote note = found != notes.end() ? found->second : note_of(**status);
    // A loop is judged when it closes, after the notes of its members were made.
    if ((*status)->verdict == "failed") note = note_of(**status);
    last = judged(std::move(note), **status);
    if (!(*status)->redirect_to || last.note.ruling.verdict == db::Verdict::kFailed) break;
    at = *(*status)->redirect_to;
  }
  last.note.url = url;
  return last;
}

void print(const Outcome& told, bool json) {
  if (json) {
    Json out = note_to_json(told.note);
    out["tried_again_at"] = text_or_null(told.again_at);
    output().json(to_line(out));
  } else {
    const std::string again =
        told.again_at.empty() ? "" : fmt::format("; tried again from {} on", told.again_at);
    output().text(note_to_text(told.note) + again + '\n');
  }
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
  switch (note.stored.as) {
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
  Json out{{"url", note.url},
           {"result", result_word(note)},
           {"id", note.cable_ids.empty() ? Json(nullptr) : Json(note.cable_ids.front())},
           {"reason", text_or_null(note.ruling.word())},
           {"detail", text_or_null(note.ruling.detail.str())}};
  if (note.cable_ids.size() > 1) {
    out["further"] = std::vector(note.cable_ids.begin() + 1, note.cable_ids.end());
  }
  return out;
}

std::string note_to_text(const PageNote& note) {
  std::string line = fmt::format("{}: {}", printable_line(note.url), result_word(note));
  const char* before = " ";
  for (const std::string& id : note.cable_ids) {
    line += before + printable_line(id);
    before = ", ";
  }
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
  std::vector<Outcome> outcomes;
  for (const Url& url : urls) outcomes.push_back(outcome(connection, url.text(), book));
  if (all) {
    for (const auto& entry : book) {
      const auto is_it = [&](const Url& url) { return url.text() == entry.first; };
      if (std::ranges::none_of(urls, is_it)) outcomes.push_back({entry.second});
    }
  }
  int code = kDone;
  for (const Outcome& told : outcomes) {
    print(told, json);
    // Of a list, pages that are no cables are no failure.
    if (!all) code = std::max(code, exit_code(told.note));
  }
  return code;
}

}  // namespace cabled::cli
