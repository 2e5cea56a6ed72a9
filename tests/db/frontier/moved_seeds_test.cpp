#include "db/frontier/moved_seeds.h"

#include <gtest/gtest.h>

#include "db/frontier/frontier.h"
#include "db/frontier/sources.h"
#include "db/sql/connection.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::db::moved_seeds_test {
namespace {

TEST(MovedSeeds, AreEachStepOfTheWayOfASeedAndOfNothingElse) {
  test::TestDatabase database;
  Connection connection = database.connect();
  const auto prepared = transact(connection, [](pqxx::work& tx) {
    ensure_sources(tx, std::vector<std::string>{"north"});
    std::vector<NewUrl> urls;
    for (const char* path : {"/seed", "/second", "/page", "/loop"}) {
      urls.push_back(test::page_url(path));
      urls.back().source_id = 1;
    }
    add_urls(tx, urls);
  });
  ASSERT_TRUE(prepared.has_value());
  database.run(
      "UPDATE url SET redirect_to = CASE url WHEN 'http://a.example/seed' THEN"
      " 'http://a.example/second' WHEN 'http://a.example/second' THEN 'http://b.example/'"
      " WHEN 'http://a.example/page' THEN 'http://c.example/'"
      " ELSE 'http://a.example/loop' END");

  const auto moved = transact(connection, [](pqxx::work& tx) {
    return moved_seeds(tx, std::vector<SeedOfSource>{{1, "http://a.example/seed"},
                                                     {1, "http://a.example/loop"},
                                                     {1, "http://a.example/unknown"},
                                                     {2, "http://a.example/page"}});
  });

  ASSERT_TRUE(moved.has_value());
  std::string targets;
  for (const SeedOfSource& seed : *moved)
    targets += std::to_string(seed.source_id) + seed.url + ' ';
  EXPECT_EQ(targets, "1http://a.example/loop 1http://a.example/second 1http://b.example/ ");
}

}  // namespace
}  // namespace cabled::db::moved_seeds_test
