#include "db/query/phrase_pairs.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>
#include <vector>

#include "db/corpus/common_words.h"
#include "db/corpus/page_store.h"
#include "db/query/cable_search.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"
#include "parsers/query/search_query_text.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::db::phrase_pairs_test {
namespace {

using Ids = std::set<std::string>;

// From one that every cable has to one that hardly any has.
const std::vector<std::string> kWords{"ferry", "harbour",  "granaries", "lighthouse", "tunnels",
                                      "gulls", "ministry", "barley",    "quays",      "orchards"};

class Phrases : public testing::Test {
 protected:
  template <typename Work>
  auto ask(Work work) {
    auto result = transact(connection_, work);
    if (!result) throw std::runtime_error(result.error().message);
    return std::move(*result);
  }

  // The n-th word is half as frequent as the one before it; of half of the texts they come the
  // other way round, so that what is common changes.
  std::string some_text(bool reversed) {
    std::string text;
    for (int n = 0; n < 12; ++n) {
      std::size_t word = 0;
      while (word + 1 < kWords.size() && chance_() % 2 == 0) ++word;
      text +=
          kWords[reversed ? kWords.size() - 1 - word : word] + (chance_() % 5 == 0 ? " of " : " ");
    }
    return text + ".\n";
  }

  void store(int count, bool reversed) {
    std::vector<PageWrite> pages;
    for (int n = 0; n < count; ++n) {
      const std::string number = std::to_string(++stored_);
      pages.push_back(
          test::cable_page("http://a.example/" + number, "09LISBON" + number, some_text(reversed)));
    }
    ask([&](pqxx::work& tx) { return store_pages(tx, pages, {}); });
  }

  void count_words(std::int64_t texts) {
    ask([&](pqxx::work& tx) {
      count_words_when_due(tx, texts);
      return true;
    });
  }

  std::optional<PhrasePairs> pairs(const std::string& query) {
    const SearchQuery asked = read_search_query(query).value();
    return ask([&](pqxx::work& tx) { return phrase_pairs(tx, words::search_words(asked)); });
  }

  Ids found(const std::string& query) {
    const SearchQuery asked = read_search_query(query).value();
    const HitList list =
        ask([&](pqxx::work& tx) { return CableSearch(tx, asked).page({.limit = 10'000}); });
    Ids ids;
    for (const SearchHit& hit : list.hits) ids.insert(hit.id);
    return ids;
  }

  // As the server finds them, by reading all.
  Ids found_by_reading(const std::string& query) {
    const std::string tsquery = words::search_words(read_search_query(query).value()).tsquery;
    return ask([&](pqxx::work& tx) {
      return ids_of(
          execute(tx, "SELECT id FROM cable WHERE ts_match_vq(search, $1::tsquery)", tsquery));
    });
  }

  test::TestDatabase database_;
  Connection connection_ = database_.connect();
  std::mt19937 chance_{7};  // NOLINT: the same texts each time
  int stored_ = 0;
};

TEST_F(Phrases, AreFoundByPairsAsByReadingAll) {
  store(60, false);
  count_words(10'000);
  store(150, false);
  count_words(100'000);
  store(150, true);
  count_words(1'000'000);
  store(150, true);

  int by_pairs = 0;
  for (const std::string& first : kWords) {
    for (const std::string& second : kWords) {
      for (const std::string& query :
           {fmt::format("\"{} {}\"", first, second), fmt::format("\"{} {} ferry\"", first, second),
            fmt::format("\"{} of {}\"", first, second),
            fmt::format("\"{} {}\" gulls", first, second),
            fmt::format("\"{} {}\" or quays", first, second),
            fmt::format("harbour -\"{} {}\"", first, second)}) {
        EXPECT_EQ(found(query), found_by_reading(query)) << query;
        if (pairs(query)) ++by_pairs;
      }
    }
  }
  EXPECT_GT(by_pairs, 40);
}

TEST_F(Phrases, OfCommonWordsAreLookedForAmongTheTextsThatMayHaveThem) {
  store(60, false);
  EXPECT_EQ(pairs("\"ferry harbour\""), std::nullopt);

  count_words(10'000);
  store(60, false);
  const auto looked_at = [&](const std::string& query) {
    return std::stoi(database_.value("SELECT count(*) FROM cable WHERE pairs && '" +
                                     pairs(query).value().numbers + "'"));
  };
  // The sixty without a list, and of the others a part.
  EXPECT_GE(looked_at("\"ferry harbour\""), 60);
  EXPECT_LT(looked_at("\"ferry harbour\""), 120);
  EXPECT_EQ(pairs("\"ferry elephants\""), std::nullopt);
  EXPECT_EQ(pairs("\"ferry of harbour\""), std::nullopt);
  EXPECT_EQ(pairs("\"ferry harbour\" or gulls"), std::nullopt);
  EXPECT_EQ(pairs("gulls -\"ferry harbour\""), std::nullopt);
}

TEST_F(Phrases, AreCountedAnewOnceThereAreTenTimesAsMany) {
  store(20, false);
  const auto lists = [&] {
    return database_.value("SELECT count(DISTINCT list) FROM common_word");
  };
  count_words(9'999);
  EXPECT_EQ(lists(), "0");
  count_words(10'000);
  count_words(99'999);
  EXPECT_EQ(lists(), "1");
  count_words(100'000);
  EXPECT_EQ(lists(), "2");
}

// A search that begins before a list is there knows the next one alone.
TEST_F(Phrases, AreCountedOneListBehindTheOther) {
  store(20, false);
  const auto lists = [&] {
    return database_.value("SELECT string_agg(DISTINCT list::text, ',') FROM common_word");
  };
  count_words(1'000'000);
  EXPECT_EQ(lists(), "1");
  count_words(1'000'000);
  EXPECT_EQ(lists(), "1,2");
  count_words(1'000'000);
  count_words(1'000'000);
  count_words(10'000);
  EXPECT_EQ(lists(), "1,2,3");
}

TEST_F(Phrases, HaveAListWhereNoWordIsCommon) {
  count_words(10'000);
  EXPECT_EQ(database_.value("SELECT string_agg(list || ':' || word, ',') FROM common_word"), "1:");
  store(1, false);
  EXPECT_EQ(database_.value("SELECT pairs FROM cable"), "{-1}");
}

}  // namespace
}  // namespace cabled::db::phrase_pairs_test
