#include "daemon/pipeline/settle_page.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "daemon/codec/content_decoding.h"
#include "daemon/json/dump_columns_json.h"
#include "daemon/pipeline/cable_rows.h"
#include "daemon/pipeline/conclude_visit.h"
#include "daemon/pipeline/dump_row.h"
#include "daemon/pipeline/frames.h"
#include "daemon/pipeline/list_reading.h"
#include "daemon/pipeline/reader_options.h"
#include "daemon/pipeline/redirection.h"
#include "daemon/pipeline/retry.h"
#include "daemon/pipeline/settle_reading.h"
#include "daemon/pipeline/settle_response.h"
#include "daemon/pipeline/task_request.h"
#include "daemon/system/log.h"
#include "db/frontier/frontier.h"
#include "parsers/cable/station/canonical_id.h"
#include "parsers/html/charset.h"
#include "parsers/web/header_fields.h"

namespace cabled {
namespace {

using std::chrono::milliseconds;

/// Builds the rows of one page; each method is one thing that can be known of it.
class Settlement {
 public:
  Settlement(PageErrand errand, std::string url, db::Timestamp at, const CrawlRules& rules)
      : errand_(std::move(errand)),
        at_(at),
        rules_(rules),
        source_(rules.find(source_of(errand_))) {
    out_.url = std::move(url);
    if (const auto* ticket = std::get_if<ImportTicket>(&errand_)) out_.ticket = ticket->number;
    if (const CrawlTask* task = this->task()) {
      out_.url_id = task->url_id;
      out_.write.lease = task->lease;
      out_.write.url.emplace();
      out_.write.url->url_id = task->url_id;
    }
  }

  void settle(ArchivedImport& imported) {
    kept_.emplace(imported.payload, std::move(imported.where));
    row_facts_ = columns_to_json(imported.page.columns);
    came_ = PageCame::kOutOfAFile;
    read(std::move(imported.page.bytes), imported.page.content_type, imported.page.status,
         imported.page.columns);
  }

  void settle(const FetchFailure& failure) { conclude(ruling_of(failure)); }

  void settle(ArchivedResponse& archived) {
    FetchResponse& response = archived.response;
    kept_.emplace(archived.payload, std::move(archived.where));
    const std::string type = header_value(response.response_head, "content-type");
    if (archived.unchanged) {
      out_.write.unchanged = db::SeenAgain{out_.url, archived.payload, at_};
      conclude({is_list() ? db::Verdict::kRead : db::Verdict::kStored, db::Reason::kUnchanged});
    } else if (response.redirect) {
      capture(response.status, type, db::Outcome::kRedirect, response.body.size());
      settle_redirect(*response.redirect, response);
    } else if (is_page(response.status)) {
      settle_body(response, type);
    } else {
      capture(response.status, type, db::Outcome::kHttpError, response.body.size());
      conclude(ruling_of_status(response.status),
               retry_after(header_value(response.response_head, "retry-after"), at_));
    }
    if (task()) out_.write.url->validators = validators_after(response, *task(), out_.write);
  }

  void refuse_by_robots() {
    conclude({db::Verdict::kRefused, db::Reason::kRobots,
              Utf8Text::sanitized("disallowed by robots.txt")});
  }

  WriteJob done(Credit credit) {
    out_.credit = std::move(credit);
    return std::move(out_);
  }

 private:
  const CrawlTask* task() const { return std::get_if<CrawlTask>(&errand_); }
  db::UrlKind kind() const { return task() ? task()->kind : db::UrlKind::kPage; }
  bool is_list() const { return kind() != db::UrlKind::kPage; }

  void settle_redirect(const Result<Url>& target, const FetchResponse& response) {
    const db::Ruling ruling =
        ruling_of_redirect(target, task()->hops, rules_.config().fetch.max_redirects);
    conclude(ruling);
    if (ruling.reason != db::Reason::kRedirect) return;
    RedirectStep step = step_to(*target, *task(), response, at_);
    // A way that leads back to where it has been, now with a cookie, is no loop.
    if (!step.is_back) out_.write.url->redirect_to = Utf8Text::sanitized(target->text());
    if (step.is_back && *target == task()->url) ask_again();
    follow_seed(*target);
    out_.chain = std::move(step.chain);
    out_.write.discovered.insert(out_.write.discovered.begin(), std::move(step.hop));
  }

  void ask_again() {
    out_.write.ruling.verdict = task()->verdict;
    out_.write.url->attempts = task()->attempts;
    out_.write.url->due_in = milliseconds(0);
    out_.write.url->revisit.reset();
  }

  /// A seed that leads elsewhere takes its source along.
  void follow_seed(const Url& target) {
    if (source_ == nullptr || task()->kind != db::UrlKind::kIndex) return;
    if (source_->is_on_the_way_of_a_seed(task()->url)) out_.seed_led_to = target;
  }

  void settle_body(FetchResponse& response, const std::string& type) {
    const std::string coding = header_value(response.response_head, "content-encoding");
    const std::size_t received = response.body.size();
    const DecodingLimits limits{.max_output = body_limit(rules_.config().fetch, kind())};
    DecodedContent content = decode_content(std::move(response.body), coding, limits);
    if (!content.note.empty()) flags_.emplace_back("mislabelled_coding");
    if (response.length_unverified) flags_.emplace_back("length_unverified");
    const bool by_exception = task() && source_ != nullptr && !source_->source().verify_tls;
    if (by_exception && task()->url.scheme() == "https") flags_.emplace_back("tls_unverified");
    if (content.error) {
      capture(response.status, type, db::Outcome::kError, received);
      conclude(ruling_of_coding(*content.error));
    } else if (is_list()) {
      read_as_list(content.bytes, type, response);
    } else {
      read(std::move(content.bytes), type, response.status, {}, &response);
    }
  }

  /// Whether the page sends its reader elsewhere; then that is settled.
  bool went_elsewhere(const FetchResponse& response, const PageLinks& links,
                      const std::string& type, std::size_t bytes) {
    const auto target = refresh_target(response, links, task()->url);
    if (!target) return false;
    capture(response.status, type, db::Outcome::kRedirect, bytes);
    settle_redirect(*target, response);
    return true;
  }

  static PageLinks links_of(const std::string& body, const std::string& type) {
    const DecodedText text = decode_html(body, type);
    return find_links(text.utf8, text.charset);
  }

  /// What a frameset shows is what its frames show: they are read as the list. Whether they stand
  /// for the whole page; then that is settled.
  bool went_into_frames(ListReading& list, const FetchResponse& response, const std::string& type,
                        std::size_t bytes) {
    FramesOfList frames = frames_to_follow(*task(), rules_, list.links, list.found);
    if (frames.urls.empty() || task()->hops >= rules_.config().fetch.max_redirects) return false;
    std::vector<db::NewUrl> hops;
    for (const Url& frame : frames.urls) {
      std::erase_if(list.found, [&](const db::NewUrl& row) { return row.url == frame.text(); });
      hops.push_back(hop_to(frame, *task()));
    }
    if (frames.stand_for_the_page) {
      capture(response.status, type, db::Outcome::kRedirect, bytes);
      out_.write.discovered.assign(hops.begin() + 1, hops.end());
      settle_redirect(frames.urls.front(), response);
      return true;
    }
    std::ranges::move(hops, std::back_inserter(list.found));
    return false;
  }

  void read_as_list(const std::string& body, const std::string& type,
                    const FetchResponse& response) {
    const int status = response.status;
    Result<ListReading> list = read_list(*task(), rules_, body, type);
    const bool led_nowhere = !list || list->found.empty();
    if (led_nowhere) {
      const PageLinks links = list ? list->links : links_of(body, type);
      if (went_elsewhere(response, links, type, body.size())) return;
    }
    if (list && went_into_frames(*list, response, type, body.size())) return;
    if (!list) {
      const ReadingRuling told = ruling_of_unreadable(list.error());
      capture(status, type, told.outcome, body.size());
      conclude(told.ruling);
      return;
    }
    out_.write.discovered = std::move(list->found);
    charset_ = list->charset;
    if (list->truncated) note_truncated(out_.write.discovered.size());
    capture(status, type, list->outcome, body.size());
    conclude({db::Verdict::kRead});
  }

  void read(std::string body, const std::string& type, int status, const DumpColumns& facts = {},
            const FetchResponse* response = nullptr) {
    PageReaderOptions options = reader_options(rules_.config(), source_);
    if (auto id = canonical_id(facts.reference)) options.mrn = std::move(*id);
    if (task()) options.links = Links::kYes;
    const std::size_t size = body.size();
    PageReading reading = read_page({std::move(body), out_.url, type}, options);
    charset_ = reading.charset;
    const ReadingRuling told = ruling_of(reading, came_);
    const bool may_lead_on = task() && response && told.outcome == db::Outcome::kNotACable;
    if (may_lead_on && went_elsewhere(*response, reading.links, type, size)) return;
    capture(status, type, told.outcome, size);
    // Behind a gate's links is the gate.
    if (task() && told.outcome != db::Outcome::kBlockPage) {
      out_.write.discovered = rules_.discover_new(*task(), reading.links);
    }
    if (Cable* cable = std::get_if<Cable>(&reading.outcome)) {
      complete_from_row(*cable, facts);
      out_.write.rendition = rendition_row(*cable, site());
      out_.write.further = further_rows(reading.further, *out_.write.rendition);
    }
    conclude(told.ruling);
  }

  void note_truncated(std::size_t kept) {
    flags_.emplace_back("list_truncated");
    log::warn("list longer than its protocol allows", {{"url", out_.url}, {"kept", kept}});
  }

  std::string site() const {
    if (task()) return task()->url.host();
    if (const Result<Url> url = Url::parse(out_.url)) return url->host();
    return "file";
  }

  void capture(int status, std::string_view type, db::Outcome outcome, std::size_t bytes) {
    out_.write.capture = db::CaptureRow{.url = Utf8Text::sanitized(out_.url),
                                        .payload = kept_->first,
                                        .source_id = source_of(errand_),
                                        .imported = came_ == PageCame::kOutOfAFile,
                                        .status = status,
                                        .fetched_at = at_,
                                        .content_type = Utf8Text::sanitized(std::string(type)),
                                        .charset = charset_,
                                        .payload_bytes = bytes,
                                        .where = kept_->second,
                                        .outcome = outcome,
                                        .flags = flags_,
                                        .parser_version = kParserVersion,
                                        .row_facts = row_facts_,
                                        .import_archive = archive_of(errand_)};
  }

  /// Takes a ruling for the page's. `asked` is the wait that the server wishes.
  void conclude(db::Ruling ruling, std::optional<milliseconds> asked = {}) {
    out_.write.ruling = std::move(ruling);
    if (!task()) return;
    Conclusion conclusion = conclude_visit(*task(), rules_, std::move(out_.write.ruling), asked);
    out_.write.ruling = std::move(conclusion.ruling);
    out_.write.url = std::move(conclusion.url);
  }

  PageErrand errand_;
  const db::Timestamp at_;
  const CrawlRules& rules_;
  const SourceRules* source_;
  std::optional<std::pair<Digest, ArchiveRef>> kept_;  // absent: a failure, which has no capture
  std::optional<std::string> row_facts_;
  PageCame came_ = PageCame::kOverTheNetwork;
  std::string charset_;
  std::vector<std::string> flags_;
  WriteJob out_;
};

}  // namespace

WriteJob settle_page(ArchivedPage page, const CrawlRules& rules) {
  Settlement settlement(std::move(page.errand), std::move(page.url), page.at, rules);
  std::visit([&](auto& content) { settlement.settle(content); }, page.content);
  return settlement.done(std::move(page.credit));
}

WriteJob refuse_by_address(const CrawlTask& task, std::string reason, const CrawlRules& rules,
                           Credit credit) {
  Settlement settlement(task, task.url.text(), {}, rules);
  settlement.settle(
      FetchFailure{FailureClass::kRefusedAddress, ErrorKind::kRefused, std::move(reason)});
  return settlement.done(std::move(credit));
}

WriteJob refuse_by_robots(const CrawlTask& task, const CrawlRules& rules, Credit credit) {
  Settlement settlement(task, task.url.text(), {}, rules);
  settlement.refuse_by_robots();
  return settlement.done(std::move(credit));
}

}  // namespace cabled
