#include "parsers/cable/damage/word_order.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

using namespace std::literals;

// Classes of small words; a word may be of several.
enum WordClass : std::uint16_t {
  kArticle = 1U << 0U,  // and possessives: a noun or an adjective must follow
  kOf = 1U << 1U,       // prepositions that are never adverbs
  kAt = 1U << 2U,       // others, which may end a clause
  kTo = 1U << 3U,
  kModal = 1U << 4U,
  kBe = 1U << 5U,  // is, was: finite
  kHave = 1U << 6U,
  kBeen = 1U << 7U,
  kJoint = 1U << 8U,    // and, or, but
  kPronoun = 1U << 9U,  // subjects
  kWhich = 1U << 10U,
  kReport = 1U << 11U,  // verbs that are never adjectives
  kPast = 1U << 12U,    // the same that are no participles either
};

struct SmallWord {
  std::string_view word;
  unsigned classes;
};

constexpr auto kSmallWords = std::to_array<SmallWord>({
    {"a", kArticle},         {"against", kOf},    {"although", kWhich}, {"among", kOf},
    {"an", kArticle},        {"and", kJoint},     {"are", kBe},         {"argued", kReport},
    {"asked", kReport},      {"at", kAt},         {"be", kBeen},        {"became", kPast},
    {"because", kWhich},     {"been", kBeen},     {"began", kPast},     {"believes", kReport},
    {"between", kOf},        {"but", kJoint},     {"by", kAt},          {"came", kPast},
    {"complained", kReport}, {"could", kModal},   {"during", kOf},      {"for", kAt},
    {"from", kOf},           {"gave", kPast},     {"grew", kPast},      {"had", kHave},
    {"has", kHave},          {"have", kHave},     {"he", kPronoun},     {"insisted", kReport},
    {"into", kOf},           {"is", kBe},         {"it", kPronoun},     {"its", kArticle},
    {"knew", kPast},         {"might", kModal},   {"must", kModal},     {"of", kOf},
    {"or", kJoint},          {"our", kArticle},   {"replied", kReport}, {"said", kReport},
    {"says", kReport},       {"she", kPronoun},   {"should", kModal},   {"spoke", kPast},
    {"stressed", kReport},   {"that", kWhich},    {"the", kArticle},    {"their", kArticle},
    {"they", kPronoun},      {"to", kTo},         {"told", kReport},    {"took", kPast},
    {"unless", kWhich},      {"was", kBe},        {"we", kPronoun},     {"went", kPast},
    {"were", kBe},           {"whether", kWhich}, {"which", kWhich},    {"who", kPronoun},
    {"will", kModal},        {"with", kOf},       {"within", kOf},      {"would", kModal},
    {"wrote", kPast},
});

// What cannot follow a word of a class.
struct Order {
  unsigned word;
  unsigned next;
};

constexpr unsigned kFinite = kBe | kHave | kModal;
constexpr unsigned kVerb = kReport | kPast;

constexpr auto kImpossible = std::to_array<Order>({
    {kArticle, kArticle | kOf | kAt | kTo | kFinite | kBeen | kJoint | kPronoun | kWhich | kVerb},
    {kOf, kFinite | kTo | kVerb},
    {kTo, kBe | kModal | kTo | kJoint | kVerb},
    {kModal, kBe | kModal | kTo | kWhich | kJoint | kVerb},
    {kBe, kFinite | kPast},
    {kBeen, kFinite | kBeen | kPast},
    {kHave, kBe | kModal | kPast},
    {kPronoun, kArticle | kPronoun},
});

constexpr std::size_t kLetters = 26;

// By letter: where the small words begin that begin with it.
constexpr auto kFirstWords = [] {
  std::array<std::uint8_t, kLetters + 1> firsts{};
  for (std::size_t letter = 0; letter <= kLetters; ++letter) {
    const auto begins_before = [letter](const SmallWord& small) {
      return small.word.front() < static_cast<char>('a' + letter);
    };
    firsts[letter] = static_cast<std::uint8_t>(std::ranges::count_if(kSmallWords, begins_before));
  }
  return firsts;
}();

// Of a word in any case.
unsigned classes_of(std::string_view word) {
  static_assert(std::ranges::is_sorted(kSmallWords, {}, &SmallWord::word));
  if (word.empty() || !ascii::is_alpha(word.front())) return 0;
  const auto letter = static_cast<std::size_t>(ascii::to_lower(word.front()) - 'a');
  for (std::size_t at = kFirstWords[letter]; at < kFirstWords[letter + 1]; ++at) {
    if (ascii::iequals(kSmallWords[at].word, word)) return kSmallWords[at].classes;
  }
  return 0;
}

// "THE", and a one-letter word beside such: what has no small letter.
bool is_in_capitals(std::string_view word) {
  return std::ranges::none_of(word, ascii::is_lower) && std::ranges::any_of(word, ascii::is_upper);
}

}  // namespace

bool cannot_stand_behind(std::string_view word, std::string_view next) {
  const unsigned first = classes_of(word);
  if (first == 0) return false;
  const bool in_capitals = is_in_capitals(word) && is_in_capitals(next);
  // "A" is a letter among capitals, as in "ANNEX A"; with another capital a word is a name.
  if (word == "A" && in_capitals) return false;
  if (!in_capitals && std::ranges::any_of(next, ascii::is_upper)) return false;
  const bool has_capital = std::ranges::any_of(word, ascii::is_upper);
  if (!in_capitals && has_capital && (first & kArticle) == 0) return false;
  while (!next.empty() && std::string_view(".,;:").find(next.back()) != std::string_view::npos) {
    next.remove_suffix(1);
  }
  const unsigned second = classes_of(next);
  return second != 0 && std::ranges::any_of(kImpossible, [&](const Order& order) {
           return (order.word & first) != 0 && (order.next & second) != 0;
         });
}

}  // namespace cabled
