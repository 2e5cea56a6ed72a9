#include "parsers/cable/damage/word_order.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace cabled {
namespace {

using namespace std::literals;

// Classes of small words; a word may be of several.
enum WordClass : std::uint16_t {
  kArticle = 1U << 0U,  // and possessives: a noun or an adjective must follow
  kOf = 1U << 1U,       // prepositions that are never adverbs
  kTo = 1U << 2U,
  kModal = 1U << 3U,
  kBe = 1U << 4U,  // is, was: finite
  kHave = 1U << 5U,
  kBeen = 1U << 6U,
  kJoint = 1U << 7U,    // and, or, but
  kPronoun = 1U << 8U,  // subjects
  kWhich = 1U << 9U,
  kReport = 1U << 10U,  // verbs that are never adjectives
};

struct SmallWord {
  std::string_view word;
  unsigned classes;
};

constexpr auto kSmallWords = std::to_array<SmallWord>({
    {"a", kArticle},   {"against", kOf},    {"among", kOf},     {"an", kArticle},
    {"and", kJoint},   {"are", kBe},        {"asked", kReport}, {"be", kBeen},
    {"been", kBeen},   {"between", kOf},    {"but", kJoint},    {"complained", kReport},
    {"could", kModal}, {"during", kOf},     {"from", kOf},      {"had", kHave},
    {"has", kHave},    {"have", kHave},     {"he", kPronoun},   {"into", kOf},
    {"is", kBe},       {"its", kArticle},   {"might", kModal},  {"of", kOf},
    {"or", kJoint},    {"our", kArticle},   {"she", kPronoun},  {"should", kModal},
    {"the", kArticle}, {"their", kArticle}, {"they", kPronoun}, {"to", kTo},
    {"told", kReport}, {"was", kBe},        {"were", kBe},      {"which", kWhich},
    {"with", kOf},     {"within", kOf},     {"would", kModal},
});

// What cannot follow a word of a class.
struct Order {
  unsigned word;
  unsigned next;
};

constexpr unsigned kFinite = kBe | kHave | kModal;

constexpr auto kImpossible = std::to_array<Order>({
    {kArticle, kArticle | kOf | kTo | kFinite | kBeen | kJoint | kPronoun | kWhich | kReport},
    {kOf, kFinite | kTo | kReport},
    {kTo, kBe | kModal | kTo | kReport},
    {kModal, kBe | kModal | kTo | kWhich | kReport},
    {kBe, kFinite},
    {kBeen, kFinite | kBeen},
    {kHave, kBe | kModal},
    {kPronoun, kArticle | kPronoun | kWhich},
});

unsigned classes_of(std::string_view word) {
  const auto found = std::ranges::lower_bound(kSmallWords, word, {}, &SmallWord::word);
  return found != kSmallWords.end() && found->word == word ? found->classes : 0U;
}

}  // namespace

bool cannot_stand_behind(std::string_view word, std::string_view next) {
  static_assert(std::ranges::is_sorted(kSmallWords, {}, &SmallWord::word));
  const unsigned first = classes_of(word);
  if (first == 0) return false;
  const unsigned second = classes_of(next);
  return second != 0 && std::ranges::any_of(kImpossible, [&](const Order& order) {
           return (order.word & first) != 0 && (order.next & second) != 0;
         });
}

}  // namespace cabled
