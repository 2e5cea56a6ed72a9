#include "daemon/crawl/source_work.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "daemon/schedule/next_run.h"
#include "daemon/system/log.h"
#include "db/frontier/frontier.h"
#include "db/frontier/source_runs.h"

namespace cabled {
namespace {

/// What a number of a template came to.
enum class Outcome { kOpen, kPage, kMiss };

Outcome outcome_of(const db::UrlFate& fate) {
  const db::Reason reason = fate.ruling.reason;
  const std::string& detail = fate.ruling.detail.str();
  switch (fate.ruling.verdict) {
    case db::Verdict::kPending:
      return Outcome::kOpen;
    case db::Verdict::kStored:
    case db::Verdict::kRead:
      return Outcome::kPage;
    case db::Verdict::kDuplicate:
      // Many sites send whoever asks for a missing page to their front page.
      return reason == db::Reason::kRedirect ? Outcome::kMiss : Outcome::kPage;
    case db::Verdict::kRefused:
    case db::Verdict::kFailed:
      break;
  }
  const bool was_there =
      reason == db::Reason::kNotACable && detail != "error_page" && detail != "empty_page";
  return was_there || reason == db::Reason::kUnreadable ? Outcome::kPage : Outcome::kMiss;
}

std::vector<std::string> texts_of(const UrlTemplate& numbers, std::uint64_t first,
                                  std::uint64_t end) {
  std::vector<std::string> texts;
  for (std::uint64_t i = first; i < end; ++i) {
    if (const Result<Url> url = numbers.at(i)) texts.push_back(url->text());
  }
  return texts;
}

struct Tail {
  bool open = false;     ///< some are not yet fetched
  bool missing = false;  ///< all are fetched, and none was there
};

Tail judge_tail(pqxx::work& tx, const std::vector<std::string>& texts) {
  Tail tail{.open = false, .missing = true};
  for (const db::UrlFate& fate : db::fates(tx, texts)) {
    const Outcome outcome = outcome_of(fate);
    tail.open = tail.open || outcome == Outcome::kOpen;
    tail.missing = tail.missing && outcome == Outcome::kMiss;
  }
  return tail;
}

std::uint64_t end_of_run(const UrlTemplate& numbers, std::uint64_t index) {
  return std::min((index / numbers.run_length() + 1) * numbers.run_length(), numbers.count());
}

/// The number to go on with once all before `next` are written out: that one, or the first of the
/// next run when the last `patience` were missing. Nothing while some of them are not yet fetched.
std::optional<std::uint64_t> next_number(pqxx::work& tx, const UrlTemplate& numbers,
                                         std::uint64_t next, std::uint64_t patience) {
  if (next == 0) return 0;
  const std::uint64_t run_end = end_of_run(numbers, next - 1);
  const std::uint64_t run_start = (next - 1) / numbers.run_length() * numbers.run_length();
  const std::uint64_t tail_start = std::max(run_start, next - std::min(next, patience));
  const Tail tail = judge_tail(tx, texts_of(numbers, tail_start, next));
  if (tail.open) return std::nullopt;
  return tail.missing && next - tail_start == patience ? run_end : next;
}

}  // namespace

void SourceWork::start_runs(pqxx::work& tx) const {
  for (const auto& [id, source] : rules_->sources()) {
    const std::string spelled =
        source.schedule() ? source.source().schedule + " " + source.source().time_zone : "";
    const std::string known = db::run_schedule(tx, id);
    if (spelled == known) continue;
    if (spelled.empty()) {
      db::end_schedule(tx, id);
    } else {
      plan_next_run(tx, id, source);
    }
  }
  for (const int id : db::due_runs(tx, rules_->source_ids())) {
    const SourceRules* source = rules_->find(id);
    if (source == nullptr || !source->schedule()) continue;
    log::info("run started", {{"source", source->source().name}});
    db::start_run(tx, id);
    plan_next_run(tx, id, *source);
  }
}

void SourceWork::plan_next_run(pqxx::work& tx, int source_id, const SourceRules& source) const {
  const Source& wish = source.source();
  const db::Timestamp next =
      next_run(tx, *source.schedule(), wish.time_zone, db::database_time(tx));
  db::set_next_run(tx, source_id, wish.schedule + " " + wish.time_zone, next, wish.jitter);
}

bool SourceWork::extend_templates(pqxx::work& tx) {
  bool more = false;
  for (const auto& [id, source] : rules_->sources()) {
    for (std::size_t i = 0; i < source.templates().size(); ++i) {
      more = extend(tx, id, source, i) || more;
    }
  }
  return more;
}

bool SourceWork::extend(pqxx::work& tx, int source_id, const SourceRules& source,
                        std::size_t number) {
  const std::string& text = source.source().templates[number];
  const std::string mark = std::to_string(source_id) + ' ' + text;
  if (done_.contains(mark)) return false;
  const std::optional<std::int64_t> position = db::template_position(tx, source_id, text);
  if (!position) return false;
  const UrlTemplate& numbers = source.templates()[number];
  const auto patience = static_cast<std::uint64_t>(source.source().template_misses);
  const std::optional<std::uint64_t> next =
      next_number(tx, numbers, static_cast<std::uint64_t>(*position), patience);
  if (!next) return true;
  if (*next >= numbers.count()) {
    db::end_template(tx, source_id, text);
    done_.insert(mark);
    return false;
  }
  const std::uint64_t end = std::min(*next + patience, end_of_run(numbers, *next));
  std::vector<db::NewUrl> urls;
  for (std::uint64_t i = *next; i < end; ++i) {
    if (const Result<Url> url = numbers.at(i)) urls.push_back(rules_->templated(source_id, *url));
  }
  db::add_urls(tx, urls);
  db::set_template_position(tx, source_id, text, static_cast<std::int64_t>(end));
  return true;
}

}  // namespace cabled
