#include "daemon/pipeline/page_outcome.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "daemon/fetch/content_decoding.h"
#include "daemon/json/dump_facts_json.h"
#include "daemon/pipeline/cable_rows.h"
#include "daemon/pipeline/list_reading.h"
#include "daemon/pipeline/reader_options.h"
#include "daemon/pipeline/retry.h"
#include "daemon/pipeline/revisit.h"
#include "db/frontier.h"
#include "parsers/cable/canonical_id.h"
#include "parsers/cable/classification.h"
#include "parsers/model/utf8_text.h"
#include "parsers/site/read_page.h"
#include "parsers/web/header_value.h"

namespace cabled {
namespace {

using std::chrono::milliseconds;

bool is_block_page(std::string_view reason) {
  return reason == "captcha" || reason == "consent_wall" || reason == "login_wall";
}

db::UrlKind url_kind(TaskKind kind) {
  switch (kind) {
    case TaskKind::kIndex:
      return db::UrlKind::kIndex;
    case TaskKind::kSitemap:
      return db::UrlKind::kSitemap;
    case TaskKind::kFeed:
      return db::UrlKind::kFeed;
    case TaskKind::kCdx:
      return db::UrlKind::kCdx;
    case TaskKind::kPage:
    case TaskKind::kRobots:
      break;
  }
  return db::UrlKind::kPage;
}

/// Fills what the text left open with what the row of its dump says.
void complete_from_row(Cable& cable, const DumpFacts& facts) {
  if (!cable.from && !facts.origin.empty()) {
    cable.from = Utf8Text::sanitized(facts.origin).str();
  }
  if (cable.classification) return;
  if (const auto line = read_classification_line(facts.classification)) {
    for (const std::string& caption : line->captions) {
      if (std::ranges::count(cable.handling, caption) == 0) cable.handling.push_back(caption);
    }
    cable.classification = published_classification(line->level, cable.handling);
    std::erase(cable.handling, "FOUO");
  }
}

/// Builds the rows of one page; each method is one thing that can be known of it.
class Settlement {
 public:
  Settlement(PageJob job, const CrawlRules& rules)
      : job_(std::move(job)),
        rules_(rules),
        source_(rules.find(task() ? task()->source_id : job_.source_id)) {
    out_.note.url = job_.url;
    out_.note.ticket = job_.ticket;
    if (const CrawlTask* task = this->task()) {
      out_.url_id = task->url_id;
      out_.write.lease = task->lease;
      out_.write.url.emplace();
      out_.write.url->url_id = task->url_id;
    }
  }

  WriteJob settle() {
    if (const auto* failure = std::get_if<FetchFailure>(&job_.content)) {
      settle_failure(*failure);
    } else if (auto* page = std::get_if<ImportedPage>(&job_.content)) {
      read(std::move(page->bytes), page->content_type, page->status, page->facts);
    } else {
      settle_response(std::get<FetchResponse>(job_.content));
    }
    out_.credit = std::move(job_.credit);
    return std::move(out_);
  }

 private:
  const CrawlTask* task() const { return job_.task ? &*job_.task : nullptr; }
  /// By whose times the URL is visited again; null for a one-off URL. Where the configuration lacks
  /// its source, by the defaults: whoever has that source goes on with it.
  const Source* visits() const {
    static const Source kDefaults;
    if (source_ != nullptr) return &source_->source();
    return task() && task()->source_id ? &kDefaults : nullptr;
  }
  std::optional<milliseconds> next_list_visit() const {
    if (source_ == nullptr && visits() != nullptr) return visits()->every;
    return next_visit(source_);
  }
  bool is_fetched() const { return !std::holds_alternative<ImportedPage>(job_.content); }

  void settle_failure(const FetchFailure& failure) {
    const std::string reason = failure_class_name(failure.failure);
    if (failure.kind == ErrorKind::kTransient) {
      try_again(reason, failure.message, {});
    } else if (failure.kind == ErrorKind::kRefused) {
      conclude(db::Verdict::kRefused, reason, failure.message);
    } else {
      conclude(db::Verdict::kFailed, reason, failure.message);
    }
  }

  void settle_response(FetchResponse& response) {
    const std::string type(header_value(response.response_head, "content-type"));
    if (job_.unchanged) {
      settle_unchanged();
    } else if (response.redirect) {
      capture(response.status, type, "redirect", response.body.size());
      settle_redirect(*response.redirect);
    } else if (response.status == 200) {
      settle_body(response, type);
    } else {
      capture(response.status, type, "http_error", response.body.size());
      settle_status(response);
    }
    if (out_.write.url) {
      out_.write.url->etag = field(response, "etag");
      out_.write.url->last_modified = field(response, "last-modified");
    }
  }

  static Utf8Text field(const FetchResponse& response, std::string_view name) {
    return Utf8Text::sanitized(std::string(header_value(response.response_head, name)));
  }

  void settle_unchanged() {
    out_.write.unchanged = db::SeenAgain{job_.url, *job_.task->last_payload, job_.at};
    keep_verdict("unchanged", "");
  }

  void settle_redirect(const Result<Url>& target) {
    if (!target) {
      const bool refused = target.error().kind == ErrorKind::kRefused;
      conclude(refused ? db::Verdict::kRefused : db::Verdict::kFailed, "redirect_target",
               target.error().message);
      return;
    }
    if (task()->hops >= rules_.config().fetch.max_redirects) {
      conclude(db::Verdict::kFailed, "too_many_redirects", target->text());
      return;
    }
    conclude(db::Verdict::kDuplicate, "redirect", target->text());
    out_.write.url->redirect_to = Utf8Text::sanitized(target->text());
    db::NewUrl hop;
    hop.url = target->text();
    hop.origin = target->origin();
    hop.source_id = task()->source_id;
    hop.kind = url_kind(task()->kind);
    hop.priority = db::kRequested;  // the page is half-way here: finish it first
    hop.depth = task()->depth;
    hop.hops = task()->hops + 1;
    out_.write.discovered.push_back(std::move(hop));
  }

  void settle_status(const FetchResponse& response) {
    const int status = response.status;
    const std::string reason = fmt::format("http_{}", status);
    if (status == 429 || status == 408 || status >= 500) {
      try_again(reason, "",
                retry_after(header_value(response.response_head, "retry-after"), job_.at));
    } else if (status == 401 || status == 402 || status == 403 || status == 407 || status == 451) {
      conclude(db::Verdict::kRefused, reason, "");
    } else {
      conclude(db::Verdict::kFailed, reason, "");
    }
  }

  void settle_body(FetchResponse& response, const std::string& type) {
    const std::string_view coding = header_value(response.response_head, "content-encoding");
    const std::size_t received = response.body.size();
    const DecodingLimits limits{.max_output = rules_.config().fetch.max_body.count};
    Result<std::string> body = decode_content(std::move(response.body), coding, limits);
    if (response.length_unverified) flags_.emplace_back("length_unverified");
    const bool by_exception = task() && source_ != nullptr && !source_->source().verify_tls;
    if (by_exception && task()->url.scheme() == "https") flags_.emplace_back("tls_unverified");
    if (!body) {
      capture(200, type, "error", received);
      reject("decode", "content_coding", body.error().message);
      // A body cut by a broken connection may come whole next time; a bomb stays one.
      if (body.error().kind == ErrorKind::kTransient) {
        try_again("content_coding", body.error().message, {});
      } else {
        conclude(db::Verdict::kFailed, "content_coding", body.error().message);
      }
      return;
    }
    if (!task() || task()->kind == TaskKind::kPage) {
      read(std::move(*body), type, 200);
    } else {
      read_as_list(*body, type);
    }
  }

  void read_as_list(const std::string& body, const std::string& type) {
    Result<ListReading> list = read_list(*task(), rules_, body, type);
    if (!list) {
      capture(200, type, "error", body.size());
      reject("parse", "unreadable", list.error().message);
      conclude(db::Verdict::kFailed, "unreadable", list.error().message);
      return;
    }
    out_.write.discovered = std::move(list->found);
    charset_ = list->charset;
    capture(200, type, list->outcome, body.size());
    conclude(db::Verdict::kRead, "", "");
    out_.write.url->due_in = next_list_visit();
  }

  void read(std::string body, const std::string& type, int status, const DumpFacts& facts = {}) {
    PageReaderOptions options = reader_options(rules_.config(), source_);
    if (auto id = canonical_id(facts.reference)) options.mrn = std::move(*id);
    if (task()) options.links = Links::kYes;
    const std::size_t size = body.size();
    PageReading reading = read_page({std::move(body), job_.url, type}, options);
    charset_ = reading.charset;
    out_.note.bytes = size;
    if (task()) out_.write.discovered = rules_.discover(*task(), reading.links);

    if (Cable* cable = std::get_if<Cable>(&reading.outcome)) {
      complete_from_row(*cable, facts);
      capture(status, type, "cable", size);
      out_.write.rendition = rendition_row(*cable, site());
      out_.note.cable_id = out_.write.rendition->cable_id;
      conclude(db::Verdict::kStored, "", "");
      plan_revisit();
    } else if (const auto* none = std::get_if<NotACable>(&reading.outcome)) {
      if (is_fetched() && is_block_page(none->reason))
        return settle_block_page(none->reason, type, size);
      capture(status, type, "not_a_cable", size);
      reject("locate", none->reason, "");
      conclude(db::Verdict::kRefused, "not_a_cable", none->reason);
    } else {
      const std::string& message = std::get<Error>(reading.outcome).message;
      capture(status, type, "error", size);
      reject("parse", "unreadable", message);
      conclude(db::Verdict::kFailed, "unreadable", message);
    }
  }

  // The site shows its gate in the page's place, with a status that says all is well: no page, and
  // another day it may be there.
  void settle_block_page(const std::string& gate, const std::string& type, std::size_t size) {
    out_.write.discovered.clear();
    capture(200, type, "block_page", size);
    reject("locate", gate, "");
    try_again("block_page", gate, {});
  }

  void plan_revisit() {
    if (!out_.write.url || visits() == nullptr) return;
    out_.write.url->revisit = revisit_after(*task(), *visits(), PageChange::kChanged);
    if (task()->last_payload) {
      out_.write.url->revisit_if_same = revisit_after(*task(), *visits(), PageChange::kSame);
    }
  }

  std::string site() const {
    if (task()) return task()->url.host();
    if (const Result<Url> url = Url::parse(job_.url)) return url->host();
    return "file";
  }

  void capture(int status, std::string_view type, const char* outcome, std::size_t bytes) {
    const auto* imported = std::get_if<ImportedPage>(&job_.content);
    out_.write.capture = db::CaptureRow{
        .url = Utf8Text::sanitized(job_.url),
        .payload = job_.payload.value(),
        .source_id = task() ? task()->source_id : job_.source_id,
        .imported = imported != nullptr,
        .status = status,
        .fetched_at = job_.at,
        .content_type = Utf8Text::sanitized(std::string(type)),
        .charset = charset_,
        .payload_bytes = bytes,
        .where = job_.where.value(),
        .outcome = outcome,
        .flags = flags_,
        .parser_version = kParserVersion,
        .row_facts = imported != nullptr ? facts_to_json(imported->facts) : std::nullopt};
  }

  void reject(const char* stage, const std::string& reason, const std::string& detail) {
    out_.write.rejection = db::RejectionRow{stage, reason, Utf8Text::sanitized(detail)};
  }

  void conclude(db::Verdict verdict, const std::string& reason, const std::string& detail) {
    // What was stored stays stored: a page that vanished or broke does not undo its cable.
    const bool was_good = task() && (task()->verdict == db::Verdict::kStored ||
                                     task()->verdict == db::Verdict::kDuplicate ||
                                     task()->verdict == db::Verdict::kRead);
    const bool is_good = verdict == db::Verdict::kStored || verdict == db::Verdict::kRead;
    if (was_good && !is_good) return keep_verdict(reason, detail);
    note(verdict, reason, detail);
    // A list that fails today is looked at again: all that a source will ever find hangs on it.
    const bool is_list = task() && task()->kind != TaskKind::kPage;
    if (is_list && visits() != nullptr) out_.write.url->due_in = next_list_visit();
  }

  // The URL stays what it was and is looked at again after its usual interval.
  void keep_verdict(const std::string& reason, const std::string& detail) {
    note(task()->verdict, reason, detail);
    if (visits() == nullptr) return;
    if (task()->kind != TaskKind::kPage) {
      out_.write.url->due_in = next_list_visit();
    } else {
      out_.write.url->revisit = revisit_after(*task(), *visits(), PageChange::kSame);
    }
  }

  void try_again(const std::string& reason, const std::string& detail,
                 std::optional<milliseconds> asked) {
    if (!task()) return conclude(db::Verdict::kFailed, reason, detail);
    const auto* failure = std::get_if<FetchFailure>(&job_.content);
    const bool our_doing = failure != nullptr && failure->failure == FailureClass::kCancelled;
    const int attempts = task()->attempts + (our_doing ? 0 : 1);
    if (attempts >= rules_.config().fetch.attempts) {
      const bool refused = reason == "block_page";
      return conclude(refused ? db::Verdict::kRefused : db::Verdict::kFailed, reason, detail);
    }
    note(task()->verdict, reason, detail);
    out_.write.url->attempts = attempts;
    out_.write.url->due_in = std::max(asked.value_or(milliseconds(0)),
                                      our_doing ? milliseconds(0) : retry_delay(attempts));
  }

  void note(db::Verdict verdict, const std::string& reason, const std::string& detail) {
    out_.note.verdict = verdict;
    out_.note.reason = reason;
    out_.note.detail = detail;
    if (!out_.write.url) return;
    out_.write.url->verdict = verdict;
    out_.write.url->reason = reason;
    out_.write.url->detail = Utf8Text::sanitized(detail);
  }

  PageJob job_;
  const CrawlRules& rules_;
  const SourceRules* source_;
  std::string charset_;
  std::vector<std::string> flags_;
  WriteJob out_;
};

PageJob unfetched(const CrawlTask& task, FetchFailure why, Credit credit) {
  PageJob job;
  job.task = task;
  job.url = task.url.text();
  job.content = std::move(why);
  job.credit = std::move(credit);
  return job;
}

}  // namespace

WriteJob settle_page(PageJob job, const CrawlRules& rules) {
  return Settlement(std::move(job), rules).settle();
}

WriteJob refuse_by_address(const CrawlTask& task, std::string reason, const CrawlRules& rules,
                           Credit credit) {
  return settle_page(
      unfetched(task, {FailureClass::kRefusedAddress, ErrorKind::kRefused, std::move(reason)},
                std::move(credit)),
      rules);
}

WriteJob refuse_by_robots(const CrawlTask& task, const CrawlRules& rules, Credit credit) {
  WriteJob out = settle_page(
      unfetched(task, {FailureClass::kInternal, ErrorKind::kRefused, "disallowed by robots.txt"},
                std::move(credit)),
      rules);
  out.note.reason = "robots";
  out.write.url->reason = "robots";
  return out;
}

}  // namespace cabled
