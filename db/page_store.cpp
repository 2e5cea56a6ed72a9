#include "db/page_store.h"

#include <algorithm>
#include <set>

#include "db/cable_store.h"
#include "db/capture_store.h"
#include "db/frontier.h"
#include "db/host_leases.h"

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

}  // namespace

std::vector<Stored> store_pages(pqxx::work& tx, std::span<const PageWrite> pages,
                                std::span<const HostUpdate> hosts) {
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
  const std::vector<Stored> stored = store_cables(tx, kept, captures);
  store_rejections(tx, kept, captures);
  renew_unchanged(tx, kept);
  update_urls(tx, kept, stored);
  update_hosts(tx, hosts);
  add_urls(tx, discovered);

  std::vector<Stored> answers(pages.size(), Stored::kLeaseLost);
  for (std::size_t k = 0; k < kept.size(); ++k) {
    answers[places[k]] = kept[k]->unchanged ? Stored::kUnchanged : stored[k];
  }
  return answers;
}

}  // namespace cabled::db
