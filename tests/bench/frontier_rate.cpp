// How fast hosts are claimed and URLs completed when the frontier holds a given number of rows.
//
//   frontier_rate DATABASE ROWS [ROUNDS]
//
// Fills an empty database up to ROWS due URLs on 1,000 hosts, then does what a daemon does: claim
// 16 hosts, take 10 due URLs of each, store their verdicts in one transaction, give the hosts back.
// What is completed is due again at once, so that a round is the same work whatever ROWS is, and
// the last like the first. Prints one line of JSON.

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "db/corpus/page_store.h"
#include "db/frontier/frontier.h"
#include "db/frontier/host_leases.h"
#include "db/sql/connection.h"
#include "db/sql/execute.h"
#include "db/sql/migrate.h"

namespace cabled {
namespace {

using std::chrono::steady_clock;

constexpr int kHostsAtOnce = 16;
constexpr int kUrlsAtOnce = 10;

template <typename T>
T must(Result<T> result) {
  if (result) return std::move(*result);
  std::cerr << result.error().message << '\n';
  std::exit(EXIT_FAILURE);
}

void must(const Result<void>& result) {
  if (result) return;
  std::cerr << result.error().message << '\n';
  std::exit(EXIT_FAILURE);
}

void fill(pqxx::work& tx, long rows) {
  tx.exec(
      "INSERT INTO host (origin) SELECT 'http://h' || n || '.example'"
      " FROM generate_series(1, 1000) AS n ON CONFLICT DO NOTHING");
  db::execute(tx,
              "INSERT INTO url (url, host_id, kind, priority, due_at)"
              " SELECT h.origin || '/stories/WL0912/S' || n || '.htm', h.id, 'page', 6,"
              "  now() - n * interval '1 millisecond'"
              " FROM generate_series((SELECT count(*) FROM url) + 1, $1::bigint) AS n"
              " JOIN host h ON h.origin = 'http://h' || (n % 1000 + 1) || '.example'",
              rows);
}

db::PageWrite completed(const db::DueUrl& url, const db::HostLease& lease) {
  db::PageWrite page;
  page.lease = lease;
  page.ruling = {db::Verdict::kRefused, db::Reason::kNotACable};
  page.url.emplace();
  page.url->url_id = url.id;
  page.url->due_in = std::chrono::milliseconds(0);
  return page;
}

/// One claim and one storing transaction; returns how many URLs were completed.
std::size_t do_round(db::Connection& connection) {
  std::vector<db::HostLease> leases;
  std::vector<db::PageWrite> pages;
  must(db::transact(connection, [&](pqxx::work& tx) {
    const auto hosts =
        db::claim_hosts(tx, "bench", db::Remit{}, kHostsAtOnce, std::chrono::minutes(6));
    for (const db::LeasedHost& host : hosts) {
      leases.push_back(host.lease);
      for (const auto& url : db::due_urls(tx, host.lease.host_id, db::Remit{}, kUrlsAtOnce, {})) {
        pages.push_back(completed(url, host.lease));
      }
    }
  }));
  std::vector<db::HostUpdate> updates;
  for (const db::HostLease& lease : leases) {
    db::HostUpdate update;
    update.lease = lease;
    update.next_allowed_in = std::chrono::milliseconds(1);
    updates.push_back(std::move(update));
  }
  must(db::transact(connection, [&](pqxx::work& tx) {
    const auto stored = db::store_pages(tx, pages, updates);
    db::release_leases(tx, leases);
    return stored.size();
  }));
  return pages.size();
}

int run(const std::string& database, long rows, int rounds) {
  db::Connection connection(database, "bench");
  must(db::migrate(connection));
  must(db::transact(connection, [&](pqxx::work& tx) { fill(tx, rows); }));
  // As autovacuum would in time.
  pqxx::nontransaction(connection.open()).exec("VACUUM ANALYZE url, host");
  for (int i = 0; i < 5; ++i) do_round(connection);

  std::size_t urls = 0;
  const auto start = steady_clock::now();
  for (int i = 0; i < rounds; ++i) urls += do_round(connection);
  const std::chrono::duration<double> took = steady_clock::now() - start;
  std::cout << fmt::format(
      "{{\"rows\": {}, \"rounds\": {}, \"ms_a_round\": {:.2f}, \"urls_a_second\": {:.0f}}}\n", rows,
      rounds, took.count() * 1000 / rounds, static_cast<double>(urls) / took.count());
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace cabled

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: frontier_rate DATABASE ROWS [ROUNDS]\n";
    return 2;
  }
  return cabled::run(argv[1], std::atol(argv[2]), argc > 3 ? std::atoi(argv[3]) : 100);
}
