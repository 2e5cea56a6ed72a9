#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "db/sql/binary_array.h"
#include "db/sql/columns.h"
#include "db/sql/connection.h"
#include "db/sql/execute.h"
#include "parsers/model/utf8_text.h"
#include "parsers/words/search_vector.h"
#include "parsers/words/search_words.h"
#include "tests/support/shared_data.h"
#include "tests/support/test_database.h"

namespace cabled::db::server_words_test {
namespace {

using Texts = std::vector<std::string>;

/// What the server makes of texts, held against what we make of them.
class ServerWords : public testing::Test {
 protected:
  // Words and places of the server's that ours lack, as "text: word:place".
  Texts lacking(const Texts& texts) {
    TextArray texts_given;
    VectorArray ours;
    for (const std::string& text : texts) {
      texts_given.add(text);
      ours.add(words::search_vector({"", "", "", text}));
    }
    const auto lack = transact(connection_, [&](pqxx::work& tx) {
      Texts lines;
      for (const auto& row : execute(tx, kLacking, texts_given.parameter(), ours.parameter())) {
        lines.push_back(get<std::string>(row, "line"));
      }
      return lines;
    });
    EXPECT_TRUE(lack.has_value()) << lack.error().message;
    return lack.value_or(Texts{"failed"});
  }

  int server_version() {
    const auto version = transact(connection_, [](pqxx::work& tx) {
      return get<int>(execute_one(tx, "SHOW server_version_num"), "server_version_num");
    });
    return version.value() / 10'000;
  }

  static constexpr const char* kLacking = R"sql(
    SELECT left(body, 80) || ': ' || s.lexeme || ':' || place AS line
      FROM unnest($1::text[], $2::tsvector[]) AS t(body, ours),
           unnest(to_tsvector('english', body)) AS s, unnest(s.positions) AS place
     WHERE NOT EXISTS (SELECT FROM unnest(ours) AS o
                        WHERE o.lexeme = s.lexeme AND place = ANY (o.positions))
     LIMIT 10
  )sql";

  test::TestDatabase database_;
  Connection connection_ = database_.connect();
};

// Angle brackets and entities are markup to the server.
bool has_markup(const std::string& text) { return text.find_first_of("<&") != std::string::npos; }

TEST_F(ServerWords, AreAmongOursInEveryFixture) {
  Texts texts;
  for (const auto& entry :
       std::filesystem::directory_iterator(test::source_folder() / "tests/data/pages")) {
    std::string text = Utf8Text::sanitized(test::read_file(entry.path())).str();
    if (!has_markup(text)) texts.push_back(std::move(text));
  }
  ASSERT_GT(texts.size(), 40U);

  EXPECT_EQ(lacking(texts), Texts{});
}

// A word of 2,047 bytes is none to servers before 17, and a soft hyphen is a letter to glibc since
// 2.41, which no Debian has with such a server.
TEST_F(ServerWords, AreAmongOursInHostileStringsOfServersBefore17) {
  if (server_version() >= 17) GTEST_SKIP() << "the server takes these for other words";

  EXPECT_EQ(lacking({"a\u00adb", std::string(2047, 'a') + " b"}), Texts{});
}

TEST_F(ServerWords, AreAmongOursInHostileStrings) {
  EXPECT_EQ(lacking({"",
                     " ",
                     "-",
                     "--",
                     "a-",
                     "-a",
                     "a--b",
                     "a-b-c-1d-2",
                     "F-16-a",
                     "é-é-1",
                     "a.b",
                     "a.bc",
                     "a.b.cd:80/x",
                     "a.bc:/x",
                     "a@b.cd",
                     "a@b.cd/x",
                     "@",
                     "1.",
                     "1.a",
                     "1.ab",
                     "1.2.",
                     "-1.2.3",
                     "+1e5",
                     "1e-5e",
                     "1e+",
                     "://x",
                     "ab://cd.ef",
                     "ab:/cd",
                     "/a/b/../c",
                     "../a",
                     "..",
                     ".../",
                     "~/x",
                     "/~x",
                     "a/b",
                     "a/.b",
                     "a/..",
                     "a_b",
                     "_a",
                     "a1_2.bc",
                     "1_1",
                     "naïve café",
                     "a\u0301b",
                     "\u0301a",
                     "Ǆ",
                     "ß",
                     "İ",
                     "中文 字",
                     "٣٤",
                     "x²",
                     "½",
                     "“quoted”",
                     "it’s",
                     "A.B.C.",
                     "U.S.-led",
                     std::string(2046, 'a') + " b",
                     std::string(2048, 'a') + " b",
                     std::string(1001, 's') + " s"}),
            Texts{});
}

// 20,000 short strings of what joins words to other things.
TEST_F(ServerWords, AreAmongOursInRandomStrings) {
  static constexpr const char* kPieces[] = {
      "a",   "B",  "1",  " ",  ".",  "-",  "/", "_", "@", ":", "+", "~",  "e", "é",      "ab",
      "E.O", "12", "x1", "1x", "..", "//", "'", "%", "?", "=", ",", "\n", "Ж", "\u0301", "²"};
  std::mt19937 random(7);
  Texts texts;
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (std::size_t k = 1 + random() % 20; k > 0; --k)
      text += kPieces[random() % std::size(kPieces)];
    texts.push_back(std::move(text));
  }

  EXPECT_EQ(lacking(texts), Texts{});
}

// The three parts of a cable, their weights and their places one behind the other; the "the" at the
// end of the subject takes a place in it and none behind it.
TEST_F(ServerWords, AreAmongOursInWholeCables) {
  VectorArray ours;
  ours.add(words::search_vector(
      {"09LISBON7", "PREL PO", "TUGS FOR THE", "Two tugs. " + std::string(600, 'x') + " tugs"}));
  const auto same = transact(connection_, [&](pqxx::work& tx) {
    return get<bool>(
        execute_one(tx,
                    "SELECT (setweight(to_tsvector('simple', '09LISBON7 PREL PO'), 'A')"
                    " || setweight(to_tsvector('english', 'TUGS FOR THE'), 'A')"
                    " || to_tsvector('english', 'Two tugs. ' || repeat('x', 600) || ' tugs'))"
                    " = ($1::tsvector[])[1] AS same",
                    ours.parameter()),
        "same");
  });

  ASSERT_TRUE(same.has_value()) << same.error().message;
  EXPECT_TRUE(*same);
}

// Whoever asks by SQL is answered as before, and our own query finds at least as much.
TEST_F(ServerWords, FindWhatIsAskedByToTsquery) {
  const Texts asked{
      "ferries",         "cross-border", "sbu/noforn", "u.s.-led", "12958", "09lisbon7",
      "a.example.org/x", "me@here.org",  "f-16",       "-1234",    "1.5",   "naïve"};
  for (const std::string& word : asked) {
    VectorArray ours;
    ours.add(words::search_vector({"", "", "", "Now " + word + " came."}));
    const auto found = transact(connection_, [&](pqxx::work& tx) {
      const auto row = execute_one(
          tx,
          "SELECT v[1] @@ plainto_tsquery('english', $2) AND v[1] @@ phraseto_tsquery('english', "
          "$2)"
          " AND v[1] @@ websearch_to_tsquery('english', '\"' || $2 || '\"') AS by_server,"
          " v[1] @@ $3::tsquery AS by_us FROM (SELECT $1::tsvector[] AS v) AS t",
          ours.parameter(), word, words::word_tsquery(word));
      return std::pair(get<bool>(row, "by_server"), get<bool>(row, "by_us"));
    });
    ASSERT_TRUE(found.has_value()) << found.error().message;
    EXPECT_EQ(*found, std::pair(true, true)) << word;
  }
}

}  // namespace
}  // namespace cabled::db::server_words_test
