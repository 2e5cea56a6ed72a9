#include "daemon/cli/try_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "daemon/app/contact.h"
#include "daemon/app/crawl_setup.h"
#include "daemon/cli/dry_fetcher.h"
#include "daemon/cli/fetch_report.h"
#include "daemon/system/words.h"

namespace cabled::cli {
namespace {

constexpr int kSourceId = 1;

const char* name_of(db::UrlKind kind) {
  switch (kind) {
    case db::UrlKind::kPage:
      return "page";
    case db::UrlKind::kIndex:
      return "list of links";
    case db::UrlKind::kSitemap:
      return "sitemap";
    case db::UrlKind::kFeed:
      return "feed";
    case db::UrlKind::kCdx:
      return "archive query";
  }
  return "page";
}

/// One try of a source: a page of each kind, the first that is met.
class SourceTrial {
 public:
  SourceTrial(const SourceRules& source, DryFetcher& fetcher)
      : source_(source), fetcher_(fetcher) {}

  Findings run() {
    for (const auto& [url, kind] : source_.lists()) try_url(url, kind);
    if (inner_list_) try_url(*inner_list_, db::UrlKind::kIndex);
    for (const UrlTemplate& numbers : source_.templates()) try_template(numbers);
    if (page_) {
      try_url(*page_, db::UrlKind::kPage);
    } else if (source_.templates().empty()) {
      findings_.push_back({Verdict::kBad, "page",
                           "no list led to one that the source wants; hint: compare `include` and "
                           "`exclude` with the links, by `cabled sources check NAME URL`"});
    }
    return std::move(findings_);
  }

 private:
  void try_robots(const Url& url) {
    if (std::ranges::find(origins_, url.origin()) != origins_.end()) return;
    origins_.push_back(url.origin());
    if (!source_.source().crawl_robots) return;
    const SingleFetcher::RobotsFile& robots = fetcher_.robots_of(url);
    const std::string subject = url.origin() + "/robots.txt";
    if (robots.access == RobotsAccess::kDisallowAll) {
      const std::string& why = robots.refusal.empty() ? robots.trouble : robots.refusal;
      findings_.push_back({Verdict::kBad, subject, "cannot be had: " + why});
    } else {
      const bool is_there = robots.access == RobotsAccess::kUseBody;
      findings_.push_back(
          {Verdict::kGood, subject, is_there ? "read" : "there is none: all is allowed"});
    }
  }

  WriteJob judge(const Url& url, db::UrlKind kind) {
    try_robots(url);
    WriteJob job = fetcher_.judge(url, kind);
    keep_what_it_leads_to(job);
    return job;
  }

  void try_url(const Url& url, db::UrlKind kind) {
    const WriteJob job = judge(url, kind);
    kind == db::UrlKind::kPage ? tell_page(url, job) : tell_list(url, kind, job);
  }

  void keep_what_it_leads_to(const WriteJob& job) {
    for (const db::NewUrl& found : job.write.discovered) {
      Result<Url> url = Url::parse(found.url);
      if (!url) continue;
      if (found.kind == db::UrlKind::kPage && !page_) page_ = std::move(*url);
      const bool is_inner =
          found.kind == db::UrlKind::kIndex && !source_.lists().contains(*url) && !inner_list_;
      if (is_inner) inner_list_ = std::move(*url);
    }
  }

  static std::string outcome_of(const Url& url, const WriteJob& job) {
    PageNote note{.url = url.text(), .ruling = job.write.ruling};
    // "URL: failed (dns): …" without the URL, which is the subject.
    return note_to_text(note).substr(url.text().size() + 2);
  }

  void tell_list(const Url& url, db::UrlKind kind, const WriteJob& job) {
    const std::string subject = fmt::format("{} {}", name_of(kind), url.text());
    if (job.write.ruling.verdict != db::Verdict::kRead) {
      findings_.push_back({Verdict::kBad, subject, outcome_of(url, job)});
      return;
    }
    const auto& found = job.write.discovered;
    const auto pages = std::ranges::count(found, db::UrlKind::kPage, &db::NewUrl::kind);
    const auto lists = static_cast<std::int64_t>(found.size()) - pages;
    findings_.push_back({found.empty() ? Verdict::kWarning : Verdict::kGood, subject,
                         fmt::format("leads to {} and {} that the source wants",
                                     cabled::counted(pages, "page", "pages"),
                                     cabled::counted(lists, "further list", "further lists"))});
  }

  void tell_page(const Url& url, const WriteJob& job) {
    const std::string subject = "page " + url.text();
    const auto renditions = db::renditions_of(job.write);
    if (renditions.empty()) {
      // One page without a cable says little of a site.
      const bool was_read = job.write.ruling.reason == db::Reason::kNotACable;
      findings_.push_back(
          {was_read ? Verdict::kWarning : Verdict::kBad, subject, outcome_of(url, job)});
      return;
    }
    const std::string& id = renditions.front()->cable_id;
    findings_.push_back(
        {Verdict::kGood, subject,
         id.starts_with("sha256:") ? "holds a cable without an id" : "holds " + id});
  }

  /// The first, the middle and the last of the numbers, until one is there.
  void try_template(const UrlTemplate& numbers) {
    for (const std::uint64_t index : {std::uint64_t{0}, numbers.count() / 2, numbers.count() - 1}) {
      const Url url = numbers.at(index).value();
      const WriteJob job = judge(url, db::UrlKind::kPage);
      if (job.write.ruling.reason == db::Reason::kHttpOther) continue;
      return tell_page(url, job);
    }
    findings_.push_back({Verdict::kWarning, "template",
                         fmt::format("neither the first, the middle nor the last of {} is there",
                                     cabled::counted(static_cast<std::int64_t>(numbers.count()),
                                                     "number", "numbers"))});
  }

  const SourceRules& source_;
  DryFetcher& fetcher_;
  Findings findings_;
  std::vector<std::string> origins_;
  std::optional<Url> inner_list_;
  std::optional<Url> page_;
};

}  // namespace

Findings try_source(const Config& config, const Source& source) {
  const std::string subject = "source " + source.name;
  Config alone = config;
  alone.sources = {source};
  if (const Result<void> reachable = check_contact(alone); !reachable) {
    return {{Verdict::kBad, "contact", reachable.error().message}};
  }
  if (const auto own = SourceRules::make(source); !own) {
    return bad_findings(subject, own.error().message);
  }
  const Result<CrawlRules> rules = CrawlRules::make(alone, {{source.name, kSourceId}});
  if (!rules) return bad_findings("configuration", rules.error().message);
  auto transfers = make_fetcher(alone);
  if (!transfers) return {{Verdict::kBad, subject, transfers.error().message}};
  DryFetcher fetcher(*rules, std::move(*transfers));
  return SourceTrial(*rules->find(kSourceId), fetcher).run();
}

}  // namespace cabled::cli
