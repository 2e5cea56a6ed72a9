#include "daemon/app/page_log.h"

namespace cabled {
namespace {

const char* event_of(const db::Ruling& ruling) {
  switch (ruling.verdict) {
    case db::Verdict::kStored:
    case db::Verdict::kDuplicate:
    case db::Verdict::kRead:
      return "page read";
    case db::Verdict::kRefused:
      return "page refused";
    case db::Verdict::kFailed:
      return "page given up";
    case db::Verdict::kPending:
      return "page not to be had yet";
  }
  return "page read";
}

}  // namespace

log::Level level_of(const db::Ruling& ruling) {
  const db::Next next = db::rule_of(ruling.reason).next;
  if (next == db::Next::kAtOnce) return log::Level::kDebug;  // a stop, or our own side
  if (ruling.verdict == db::Verdict::kPending) {
    return ruling.reason == db::Reason::kNone ? log::Level::kDebug : log::Level::kInfo;
  }
  const bool is_missing = ruling.reason == db::Reason::kHttpOther;
  if (ruling.verdict == db::Verdict::kFailed) {
    // Templates ask for thousands of numbers that no page has.
    return is_missing ? log::Level::kInfo : log::Level::kWarning;
  }
  // A captcha, for which all tries were in vain.
  return next == db::Next::kAgain ? log::Level::kWarning : log::Level::kDebug;
}

void log_pages(std::span<const PageNote> notes) {
  for (const PageNote& note : notes) {
    const log::Level level = level_of(note.ruling);
    if (!log::is_enabled(level)) continue;
    log::write(
        level, event_of(note.ruling),
        {{"url", note.url}, {"reason", note.ruling.word()}, {"detail", note.ruling.detail.str()}});
  }
}

}  // namespace cabled
