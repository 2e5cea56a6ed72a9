#include "db/query/damaged_pages.h"

#include <gtest/gtest.h>

#include "db/frontier/frontier.h"
#include "db/sql/connection.h"
#include "tests/support/imported_corpus.h"

namespace cabled::db::damaged_pages_test {
namespace {

using test::page_of;

PageWrite damaged(PageWrite page) {
  page.rendition->fields = R"({"tags": [], "damage": [{"kind": "cut_end", "place": "p2"}]})";
  return page;
}

PageWrite whole(PageWrite page) {
  page.rendition->fields = R"({"tags": [], "damage": []})";
  return page;
}

class DamagedPages : public testing::Test {
 protected:
  void SetUp() override {
    corpus_.database_.run("INSERT INTO source (name) VALUES ('north'), ('south')");
    add_url("http://a.example/1", 1);
    add_url("http://a.example/2", 1);
    add_url("http://b.example/1", 2);
    corpus_.store({damaged(page_of("http://a.example/1", "09LISBON7", "CUT\n")),
                   whole(page_of("http://a.example/2", "09LISBON8", "WHOLE\n")),
                   damaged(page_of("http://b.example/1", "09LISBON7", "CUT AS WELL\n")),
                   damaged(page_of("http://c.example/1", "09LISBON9", "IN NO FRONTIER\n"))});
  }

  void add_url(const std::string& url, int source) {
    corpus_.in_transaction([&](pqxx::work& tx) {
      NewUrl row;
      row.url = url;
      row.origin = url.substr(0, url.find('/', 8));
      row.source_id = source;
      return request_urls(tx, std::vector<NewUrl>{row});
    });
  }

  std::vector<std::string> pages(const std::optional<std::string>& source = {}) {
    return test::value_or_fail(transact(
        corpus_.connection_, [&](pqxx::work& tx) { return pages_of_damaged_cables(tx, source); }));
  }

  test::ImportedCorpus corpus_;
};

using Urls = std::vector<std::string>;

TEST_F(DamagedPages, AreAllOfCablesThatLackSomethingAndCanBeAskedForAgain) {
  EXPECT_EQ(pages(), (Urls{"http://a.example/1", "http://b.example/1"}));
}

TEST_F(DamagedPages, OfASourceAreItsOwn) {
  EXPECT_EQ(pages("south"), Urls{"http://b.example/1"});
  EXPECT_EQ(pages("west"), Urls{});
}

TEST_F(DamagedPages, AreNoneOfACableOfWhichAWholeCopyIsPublished) {
  PageWrite better = whole(page_of("http://d.example/1", "09LISBON7", "ALL OF IT\n", 99));
  corpus_.store({better});

  EXPECT_EQ(pages(), Urls{});
}

TEST_F(DamagedPages, OfATwinAreThoseOfTheCableThatItIsPublishedUnder) {
  add_url("http://a.example/9", 1);
  corpus_.store({damaged(page_of("http://a.example/9", "09LISBIN7", "A COPY\n", 1))});
  corpus_.database_.run("UPDATE cable SET twin_of = '09LISBON7' WHERE id = '09LISBIN7'");

  EXPECT_EQ(pages("north"), (Urls{"http://a.example/1", "http://a.example/9"}));
}

}  // namespace
}  // namespace cabled::db::damaged_pages_test
