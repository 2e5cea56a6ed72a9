#include "db/corpus/page_store.h"

#include <algorithm>
#include <set>

#include "db/corpus/cable_store.h"
#include "db/corpus/capture_store.h"
#include "db/corpus/corpus_lock.h"
#include "db/frontier/frontier.h"
#include "db/frontier/host_leases.h"
#include "db/frontier/settled_urls.h"
#include "db/sql/array_parameter.h"
#include "db/sql/binary_array.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

std::set<HostLease> valid_leases(pqxx::work& tx, std::span<const PageWrite> pages,
                                 std::span<const HostUpdate> hosts) {
  std::set<HostLease> claimed;
  for (const PageWrite& page : pages) {
    if (page.lease) claimed.insert(*page.lease);
  }
  for (const HostUpdate& host : hosts) claimed.insert(host.lease);
  if (claimed.empty()) return {};
  const std::vector<HostLease> asked(claimed.begin(), claimed.end());
  const std::vector<HostLease> valid = fence_leases(tx, asked);
  return {valid.begin(), valid.end()};
}

// A page all of whose texts have another first_url is a duplicate. Index used: the unique key
// (cable_id, content_key) of `rendition`.
constexpr const char* kMarkDuplicates = R"sql(
  UPDATE url u
     SET verdict = 'duplicate'
    FROM (SELECT s.id, array_agg(r.first_url) AS first_urls
            FROM unnest($1::bigint[], $2::text[], $3::bytea[]) AS s(id, cable_id, content_key)
            JOIN rendition r ON r.cable_id = s.cable_id AND r.content_key = s.content_key
           GROUP BY s.id) AS t
   WHERE u.id = t.id AND u.url <> ALL (t.first_urls)
)sql";

SettledUrl settled(const PageWrite& page, Stored stored) {
  SettledUrl url{*page.url, page.ruling, page.capture || page.unchanged, std::nullopt};
  if (page.capture && is_well_read(page.capture->outcome)) url.payload = page.capture->payload;
  if (stored == Stored::kKnown && page.url->revisit_if_same) {
    url.update.revisit = page.url->revisit_if_same;
  }
  return url;
}

void settle_urls(pqxx::work& tx, std::span<const PageWrite* const> pages,
                 std::span<const StoredPage> stored) {
  std::vector<SettledUrl> urls;
  BigintArray url_id;
  TextArray cable_id;
  BytesArray content_key;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const PageWrite& page = *pages[i];
    if (!page.url) continue;
    urls.push_back(settled(page, stored[i].as));
    // Who brought a text is no duplicate.
    if (stored[i].as != Stored::kKnown) continue;
    for (const RenditionRow* row : renditions_of(page)) {
      url_id.add(page.url->url_id);
      cable_id.add(row->cable_id);
      content_key.add(row->content_key.bytes());
    }
  }
  update_urls(tx, urls);
  if (url_id.size() > 0) {
    execute(tx, kMarkDuplicates, url_id.parameter(), cable_id.parameter(), content_key.parameter());
  }
}

}  // namespace

std::vector<StoredPage> store_pages(pqxx::work& tx, std::span<const PageWrite> pages,
                                    std::span<const HostUpdate> hosts) {
  share_corpus(tx);
  const std::set<HostLease> valid = valid_leases(tx, pages, hosts);
  std::vector<const PageWrite*> kept;
  std::vector<std::size_t> places;
  std::vector<NewUrl> discovered;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (pages[i].lease && !valid.contains(*pages[i].lease)) continue;
    kept.push_back(&pages[i]);
    places.push_back(i);
    std::ranges::copy(pages[i].discovered, std::back_inserter(discovered));
  }

  const auto captures = store_captures(tx, kept);
  const std::vector<StoredPage> stored = store_cables(tx, kept, captures);
  store_rejections(tx, kept, captures);
  renew_unchanged(tx, kept);
  settle_urls(tx, kept, stored);
  update_hosts(tx, hosts);
  add_urls(tx, discovered);

  std::vector<StoredPage> answers(pages.size(), {Stored::kLeaseLost});
  for (std::size_t k = 0; k < kept.size(); ++k) {
    answers[places[k]] = kept[k]->unchanged ? StoredPage{Stored::kUnchanged} : stored[k];
  }
  return answers;
}

}  // namespace cabled::db
