#include "daemon/pipeline/conclude_visit.h"

#include <algorithm>
#include <utility>

#include "daemon/pipeline/retry.h"
#include "daemon/pipeline/revisit.h"

namespace cabled {
namespace {

using std::chrono::milliseconds;

bool is_good(db::Verdict verdict) {
  return verdict == db::Verdict::kStored || verdict == db::Verdict::kDuplicate ||
         verdict == db::Verdict::kRead;
}

/// One visit on its way to a conclusion.
class Visit {
 public:
  Visit(const CrawlTask& task, const CrawlRules& rules, db::Ruling told)
      : task_(task), rules_(rules), source_(rules.find(task.source_id)) {
    out_.ruling = std::move(told);
    out_.url.url_id = task.url_id;
  }

  Conclusion conclude(std::optional<milliseconds> asked) {
    db::Ruling& told = out_.ruling;
    const db::Next next = db::rule_of(told.reason).next;
    if (next == db::Next::kAgain || next == db::Next::kAtOnce) {
      const int attempts = task_.attempts + (next == db::Next::kAtOnce ? 0 : 1);
      if (attempts < rules_.config().fetch.attempts) {
        try_again(attempts, next, asked);
        return std::move(out_);
      }
    }
    // What was stored stays stored: a page that vanished or broke does not undo its cable.
    const bool had_a_good_one = is_good(task_.verdict);
    if (had_a_good_one && told.reason != db::Reason::kNone) told.verdict = task_.verdict;
    const bool keeps_its_verdict =
        next == db::Next::kAsBefore || (had_a_good_one && told.reason != db::Reason::kNone);
    plan(keeps_its_verdict);
    return std::move(out_);
  }

 private:
  /// By whose times the URL is visited again; null for a one-off URL. Where the configuration lacks
  /// its source, by the defaults: whoever has that source goes on with it.
  const Source* times() const {
    static const Source kDefaults;
    if (source_ != nullptr) return &source_->source();
    return task_.source_id ? &kDefaults : nullptr;
  }

  std::optional<milliseconds> next_list_visit() const {
    if (source_ == nullptr && times() != nullptr) return times()->every;
    return next_visit(source_);
  }

  void try_again(int attempts, db::Next next, std::optional<milliseconds> asked) {
    out_.ruling.verdict = task_.verdict;
    out_.url.attempts = attempts;
    out_.url.due_in = std::max(asked.value_or(milliseconds(0)),
                               next == db::Next::kAtOnce ? milliseconds(0) : retry_delay(attempts));
  }

  void plan(bool keeps_its_verdict) {
    // A list that fails today is looked at again: all that a source will ever find hangs on it.
    if (task_.kind != db::UrlKind::kPage) {
      out_.url.due_in = next_list_visit();
      return;
    }
    if (times() == nullptr) return;
    const bool gave_a_cable = out_.ruling.reason == db::Reason::kNone;
    if (!gave_a_cable && !keeps_its_verdict) return;
    out_.url.revisit =
        revisit_after(task_, *times(), gave_a_cable ? PageChange::kChanged : PageChange::kSame);
    if (gave_a_cable && task_.last_payload) {
      out_.url.revisit_if_same = revisit_after(task_, *times(), PageChange::kSame);
    }
  }

  const CrawlTask& task_;
  const CrawlRules& rules_;
  const SourceRules* source_;
  Conclusion out_;
};

}  // namespace

Conclusion conclude_visit(const CrawlTask& task, const CrawlRules& rules, db::Ruling told,
                          std::optional<milliseconds> asked) {
  return Visit(task, rules, std::move(told)).conclude(asked);
}

}  // namespace cabled
