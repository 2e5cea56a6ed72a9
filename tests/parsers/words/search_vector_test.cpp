#include "parsers/words/search_vector.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace cabled::words::search_vector_test {
namespace {

std::string vector_of(const std::string& body) {
  return search_vector({"09OSLO1", "PREL", "Tugs", body});
}

TEST(SearchVector, IsWhatPostgresqlReceives) {
  using namespace std::string_literals;

  // 'a':1A 'boat':5,7 'tug':3A,4
  EXPECT_EQ(search_vector({"A", "", "a TUG", "Tugs, boats and boats"}),
            "\0\0\0\3"
            "a\0\0\1\xC0\1"
            "boat\0\0\2\0\5\0\7"
            "tug\0\0\2\xC0\3\0\4"s);
}

// Of words that begin with the same eight bytes, the rest decides.
TEST(SearchVector, HasItsWordsInOrder) {
  const std::string vector = search_vector({"", "", "", "abcdefghx abcdefgh abcdefghb abcdefg"});

  EXPECT_LT(vector.find("abcdefg\0", 0, 8), vector.find("abcdefgh\0", 0, 9));
  EXPECT_LT(vector.find("abcdefgh\0", 0, 9), vector.find("abcdefghb"));
  EXPECT_LT(vector.find("abcdefghb"), vector.find("abcdefghx"));
}

// A text of many words makes the lexicon forget what it has.
std::string text_of_many_words(int first) {
  std::string text;
  for (int i = 0; i < 15'000; ++i) text += "w" + std::to_string(first + i) + "w ";
  return text;
}

TEST(SearchVector, IsTheSameWhateverTextsWentBefore) {
  const std::vector<std::string> bodies{"The ferries went.", "Ferry, FERRY and cross-border tugs",
                                        "", "naïve étés of U.S.-led talks at http://a.example/x"};
  std::vector<std::string> before;
  for (const std::string& body : bodies) before.push_back(vector_of(body));

  for (int round = 0; round < 4; ++round) {
    vector_of(text_of_many_words(round * 15'000));
    for (std::size_t i = bodies.size(); i-- > 0;) EXPECT_EQ(vector_of(bodies[i]), before[i]);
  }
}

TEST(SearchVector, IsTheSameInAnyThread) {
  const std::string body = "The ferries went. " + text_of_many_words(0);
  const std::string expected = vector_of(body);

  std::vector<std::string> made(4);
  std::vector<std::thread> threads;
  for (std::string& one : made) {
    threads.emplace_back([&] {
      for (int i = 0; i < 5; ++i) one = vector_of(body);
    });
  }
  for (std::thread& thread : threads) thread.join();

  for (const std::string& one : made) EXPECT_EQ(one, expected);
}

}  // namespace
}  // namespace cabled::words::search_vector_test
