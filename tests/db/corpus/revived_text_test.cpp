#include <gtest/gtest.h>

#include "db/corpus/page_store.h"
#include "db/corpus/reparse_store.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::db::revived_text_test {
namespace {

PageWrite page_of(const std::string& url, const std::string& id, const std::string& text) {
  PageWrite page = test::cable_page(url, id, text);
  page.rendition->bands = {1, 2};
  return page;
}

// The text of 09LISBON7 goes, and comes back at another address.
class RevivedText : public testing::Test {
 protected:
  void store(const PageWrite& page) {
    const auto stored = transact(connection_, [&](pqxx::work& tx) {
      return store_pages(tx, std::vector<PageWrite>{page}, {});
    });
    ASSERT_TRUE(stored.has_value()) << stored.error().message;
  }

  void lose(const std::string& url) {
    const PageWrite today = test::rejected_page(url, "captcha");
    Rereading reading;
    reading.capture_id =
        std::stoll(database_.value("SELECT id FROM capture WHERE url = '" + url + "'"));
    reading.change = Rereading::Change::kOther;
    reading.write = &today;
    const auto stored = transact(connection_, [&](pqxx::work& tx) {
      ReparseRun run = begin_reparse(tx, "all", 2);
      const std::int64_t place = run.last_capture_id++;
      run.summary = "{}";
      return store_rereadings(tx, run, place, std::vector<Rereading>{reading});
    });
    ASSERT_TRUE(stored.has_value()) << stored.error().message;
  }

  std::string links() {
    return database_.table(
        "SELECT from_id, kind, to_id FROM cable_link ORDER BY from_id, kind, to_id");
  }

  test::TestDatabase database_;
  Connection connection_ = database_.connect();
};

TEST_F(RevivedText, MeetsTheNearCopiesThatCameWhileItWasGone) {
  store(page_of("http://a.example/7", "09LISBON7", "ONE\n"));
  lose("http://a.example/7");
  store(page_of("http://a.example/9", "09LISBON9", "TWO\n"));
  ASSERT_EQ(links(), "");

  store(page_of("http://b.example/7", "09LISBON7", "ONE\n"));

  EXPECT_EQ(links(), "09LISBON7|near_duplicate|09LISBON9");
}

TEST_F(RevivedText, IsPutUnderTheGoodIdThatCameWhileItWasGone) {
  PageWrite twin = page_of("http://a.example/7", "09LISBN7", "ONE\n");
  twin.rendition->doubtful_id = true;
  store(twin);
  lose("http://a.example/7");
  store(page_of("http://a.example/9", "09LISBON7", "TWO\n"));

  twin.capture->url = Utf8Text::sanitized("http://b.example/7");
  store(twin);

  EXPECT_EQ(database_.value("SELECT twin_of FROM cable WHERE id = '09LISBN7'"), "09LISBON7");
}

TEST_F(RevivedText, IsMetByTheNearCopiesThatComeLaterAndIsEnteredOnce) {
  store(page_of("http://a.example/7", "09LISBON7", "ONE\n"));
  lose("http://a.example/7");
  store(page_of("http://b.example/7", "09LISBON7", "ONE\n"));

  store(page_of("http://a.example/9", "09LISBON9", "TWO\n"));

  EXPECT_EQ(links(), "09LISBON7|near_duplicate|09LISBON9");
  EXPECT_EQ(database_.table("SELECT band, cardinality(renditions) FROM near_band ORDER BY band"),
            "1|2\n2|2");
}

TEST_F(RevivedText, BringsTheLinksThatItNamesNow) {
  store(page_of("http://a.example/7", "09LISBON7", "ONE\n"));
  lose("http://a.example/7");

  PageWrite back = page_of("http://b.example/7", "09LISBON7", "ONE\n");
  back.rendition->links = {{"reference", "08LISBON3"}};
  store(back);

  EXPECT_EQ(links(), "09LISBON7|reference|08LISBON3");
}

}  // namespace
}  // namespace cabled::db::revived_text_test
