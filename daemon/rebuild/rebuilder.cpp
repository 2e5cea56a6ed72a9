#include "daemon/rebuild/rebuilder.h"

#include <algorithm>
#include <atomic>
#include <set>
#include <span>
#include <string_view>
#include <thread>
#include <utility>

#include "daemon/app/wait_out.h"
#include "daemon/pipeline/reader_options.h"
#include "daemon/pipeline/settle_page.h"
#include "daemon/schedule/due_task.h"
#include "daemon/system/log.h"
#include "db/corpus/page_store.h"
#include "db/corpus/words_index.h"
#include "db/frontier/sources.h"

namespace cabled {
namespace {

constexpr std::string_view kRebuildDelayed = "rebuild delayed";

Error taken_by_another() {
  return {ErrorKind::kRefused, "another process makes this database out of the archive"};
}

void tell_left_out(const StoredVisit& visit, const std::string& reason) {
  log::warn("page left out", {{"url", visit.url},
                              {"segment", visit.where.segment},
                              {"offset", visit.where.offset},
                              {"reason", reason}});
}

}  // namespace

Rebuilder::Rebuilder(const Session& session, std::shared_ptr<const CrawlRules> rules,
                     db::RebuildRun run, std::stop_token stop)
    : connection_(session.connect("rebuild")),
      archive_(session.archive_folder()),
      rules_(std::move(rules)),
      run_(std::move(run)),
      stop_(std::move(stop)),
      threads_(parse_threads(session.config())) {}

Result<void> Rebuilder::store(const VisitGroup& group) {
  if (auto known = know_sources(group.visits); !known) return known;
  auto pages = errands_of(group.visits);
  if (!pages) return tl::unexpected(pages.error());
  read(*pages, 0);
  follow_seeds(*pages);
  if (stop_.stop_requested()) return fail(ErrorKind::kTransient, "rebuild stopped");

  db::RebuildRun next = run_;
  next.segment = group.next.segment;
  next.offset = group.next.offset;
  next.damaged += group.damaged;
  std::vector<db::PageWrite> rows;
  rows.reserve(pages->size());
  for (Page& page : *pages) {
    if (!page.job) {
      ++next.damaged;
      continue;
    }
    ++(page.visit->kind == StoredVisit::Kind::kUnchanged ? next.unchanged : next.pages);
    if (page.job->chain) chains_.put(std::move(*page.job->chain));
    rows.push_back(std::move(page.job->write));
  }
  return commit(rows, std::move(next));
}

Result<void> Rebuilder::finish() {
  return wait_out(kRebuildDelayed, stop_, [&] {
    return db::transact(connection_, [&](pqxx::work& tx) {
      db::finish_rebuild(tx, run_);
      db::enter_waiting_words(tx);
    });
  });
}

/// Rows for the sources that records name, those included that are no longer configured.
Result<void> Rebuilder::know_sources(const std::vector<StoredVisit>& visits) {
  std::set<std::string> missing;
  for (const StoredVisit& visit : visits) {
    if (!visit.source.empty() && !sources_.contains(visit.source)) missing.insert(visit.source);
  }
  if (!sources_.empty() && missing.empty()) return {};
  const std::vector<std::string> names(missing.begin(), missing.end());
  const auto rows = wait_out(kRebuildDelayed, stop_, [&] {
    return db::transact(connection_, [&](pqxx::work& tx) { return db::ensure_sources(tx, names); });
  });
  if (!rows) return tl::unexpected(rows.error());
  for (const auto& [name, row] : *rows) sources_[name] = row.id;
  return {};
}

/// As what a visit was made: as its record says, else as the sources of today would make it.
db::NewUrl Rebuilder::row_of(const StoredVisit& visit, const Url& url) const {
  std::optional<int> source;
  if (!visit.source.empty()) {
    source = sources_.at(visit.source);
  } else if (!visit.note) {
    source = rules_->source_id_of(url);
  }
  VisitNote note = visit.note.value_or(VisitNote{});
  const SourceRules* rules = rules_->find(source);
  if (!visit.note && rules != nullptr) {
    note.kind = rules->kind_of(url).value_or(db::UrlKind::kPage);
  }
  db::NewUrl row = rules_->visited(url, source, note.kind, note.depth);
  row.hops = note.hops;
  if (note.hops > 0) row.priority = db::kRequested;  // as hop_to() says
  return row;
}

/// What each visit was for: URLs get their rows, as they were before the group.
Result<std::vector<Rebuilder::Page>> Rebuilder::errands_of(const std::vector<StoredVisit>& visits) {
  std::vector<db::NewUrl> rows;
  for (const StoredVisit& visit : visits) {
    if (visit.kind == StoredVisit::Kind::kImported) continue;
    if (const Result<Url> url = Url::parse(visit.url)) rows.push_back(row_of(visit, *url));
  }
  auto known = wait_out(kRebuildDelayed, stop_, [&] {
    return db::transact(connection_, [&](pqxx::work& tx) {
      db::add_urls(tx, rows);
      return db::urls_as_they_are(tx, rows);
    });
  });
  if (!known) return tl::unexpected(known.error());
  std::vector<Page> pages;
  pages.reserve(visits.size());
  for (const StoredVisit& visit : visits) {
    Page& page = pages.emplace_back(Page{&visit, ImportTicket{}, std::nullopt});
    if (visit.kind == StoredVisit::Kind::kImported) continue;
    page.errand.reset();
    Result<Url> url = Url::parse(visit.url);
    const auto row = url ? known->find(url->text()) : known->end();
    if (row == known->end()) continue;
    CrawlTask task = due_task(std::move(row->second), std::move(*url), {});
    // What links called it may differ from what it was fetched as.
    if (visit.note) task.kind = visit.note->kind;
    task.chain = chains_.take(task.url.text());
    page.errand = std::move(task);
  }
  return pages;
}

/// Reads the pages from `begin` on.
void Rebuilder::read(std::vector<Page>& pages, std::size_t begin) const {
  std::atomic<std::size_t> taken = begin;
  const auto work = [&] {
    for (std::size_t i = taken++; i < pages.size() && !stop_.stop_requested(); i = taken++) {
      read_one(pages[i]);
    }
  };
  std::vector<std::jthread> workers;
  for (std::size_t i = 1; i < threads_; ++i) workers.emplace_back(work);
  work();
}

void Rebuilder::read_one(Page& page) const {
  page.job.reset();
  if (!page.errand) return tell_left_out(*page.visit, "not a URL");
  Result<ArchivedPage> archived = read_page_of(*page.visit, *page.errand, archive_);
  if (!archived) return tell_left_out(*page.visit, archived.error().message);
  page.job = settle_page(std::move(*archived), *rules_);
  page.job->write.lease.reset();
  if (page.job->write.url) page.job->write.url->visited_at = page.visit->at;
}

/// A source goes where its seeds lead; pages behind such a seed were read by rules that did not
/// know it.
void Rebuilder::follow_seeds(std::vector<Page>& pages) {
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (!pages[i].job || !pages[i].job->seed_led_to) continue;
    const auto* task = std::get_if<CrawlTask>(&*pages[i].errand);
    const SourceRules* source = task != nullptr ? rules_->find(task->source_id) : nullptr;
    if (source != nullptr && source->follow_seed(*pages[i].job->seed_led_to)) read(pages, i + 1);
  }
}

/// Stores rows and the place behind them as one.
Result<void> Rebuilder::commit(std::span<const db::PageWrite> rows, db::RebuildRun next) {
  const auto stored = wait_out(kRebuildDelayed, stop_, [&] {
    return db::transact(connection_, [&](pqxx::work& tx) {
      db::store_pages(tx, rows, {});
      return db::advance_rebuild(tx, run_, next);
    });
  });
  if (!stored && stored.error().kind == ErrorKind::kInvalid && !rows.empty()) {
    const Result<std::int64_t> refused = store_parts(rows);
    if (!refused) return tl::unexpected(refused.error());
    next.damaged += *refused;
    return commit({}, std::move(next));
  }
  if (!stored) return tl::unexpected(stored.error());
  if (!*stored) return tl::unexpected(taken_by_another());
  run_ = std::move(next);
  for (const db::PageWrite& row : rows) {
    for (const db::NewUrl& url : row.discovered) rules_->committed_urls().enter(url.url);
  }
  return {};
}

/// Stores what the database takes of rows that it refused together; how many it refuses alone.
Result<std::int64_t> Rebuilder::store_parts(std::span<const db::PageWrite> rows) {
  const auto stored = wait_out(kRebuildDelayed, stop_, [&] {
    return db::transact(connection_, [&](pqxx::work& tx) { db::store_pages(tx, rows, {}); });
  });
  if (stored) return 0;
  if (stored.error().kind != ErrorKind::kInvalid) return tl::unexpected(stored.error());
  if (rows.size() == 1) {
    log::warn("page left out",
              {{"url", rows.front().capture ? rows.front().capture->url.str() : ""},
               {"reason", stored.error().message}});
    return 1;
  }
  Result<std::int64_t> first = store_parts(rows.first(rows.size() / 2));
  if (!first) return first;
  const Result<std::int64_t> rest = store_parts(rows.subspan(rows.size() / 2));
  return rest ? Result<std::int64_t>(*first + *rest) : rest;
}

}  // namespace cabled
