#include "db/query/phrase_pairs.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "db/sql/binary_array.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"
#include "parsers/words/common_words.h"

namespace cabled::db {
namespace {

using words::CommonWords;
using words::SoughtPhrase;

// The words of a query in all lists, each of which has the word ''.
constexpr const char* kLists = R"sql(
  SELECT list, word, share FROM common_word WHERE word = '' OR word = ANY($1::text[])
   ORDER BY list
)sql";

constexpr double kNotNumbered = 2;  // more than any share

struct Pair {
  const std::string* first;
  const std::string* second;
};

std::vector<Pair> pairs_in(const SoughtPhrase& phrase) {
  std::vector<Pair> pairs;
  for (std::size_t i = 1; i < phrase.size(); ++i) {
    if (phrase[i].is_beginning || phrase[i - 1].is_beginning) continue;
    if (phrase[i].place == phrase[i - 1].place + 1) {
      pairs.push_back({&phrase[i - 1].text, &phrase[i].text});
    }
  }
  return pairs;
}

/// The lists by which the pairs of cables were told, as far as they hold the words of a search.
class Lists {
 public:
  Lists(pqxx::work& tx, const std::vector<std::vector<SoughtPhrase>>& demanded) {
    TextArray asked;
    for (const auto& forms : demanded) {
      for (const SoughtPhrase& form : forms) {
        for (const words::SoughtLexeme& lexeme : form) asked.add(lexeme.text);
      }
    }
    for (const auto& row : execute(tx, kLists, asked.parameter())) {
      const int list = get<int>(row, "list");
      if (lists_.empty() || lists_.back().list() != list) lists_.emplace_back(list);
      lists_.back().add(get<std::string>(row, "word"), get<double>(row, "share"));
    }
  }

  bool empty() const { return lists_.empty(); }

  /// The numbers that tell of the form's rarest pair; none where it has no pair that is numbered by
  /// the newest list.
  std::optional<std::set<words::PairNumber>> numbers_of(const SoughtPhrase& form) const {
    const std::vector<Pair> pairs = pairs_in(form);
    const auto share = [&](const Pair& pair) {
      return lists_.back().share_of_pair(*pair.first, *pair.second).value_or(kNotNumbered);
    };
    const auto rarest = std::ranges::min_element(pairs, {}, share);
    if (rarest == pairs.end() || share(*rarest) == kNotNumbered) return std::nullopt;
    // Texts without a list, and those of one that is counted while this search goes on. The planner
    // takes each number that it has not seen for one of 200 cables, so there are no more of them.
    std::set<words::PairNumber> numbers{words::number_of_list(0),
                                        words::number_of_list(lists_.back().list() + 1),
                                        words::number_of_pair(*rarest->first, *rarest->second)};
    for (const CommonWords& list : lists_) {
      if (!list.share_of_pair(*rarest->first, *rarest->second)) {
        numbers.insert(words::number_of_list(list.list()));
      }
    }
    return numbers;
  }

 private:
  std::vector<CommonWords> lists_;  ///< the newest is the last
};

}  // namespace

std::optional<PhrasePairs> phrase_pairs(pqxx::work& tx, const words::SearchWords& words) {
  const auto has_pair = [](const SoughtPhrase& form) { return !pairs_in(form).empty(); };
  const auto is_phrase = [&](const auto& forms) { return std::ranges::any_of(forms, has_pair); };
  if (!std::ranges::any_of(words.demanded, is_phrase)) return std::nullopt;
  const Lists lists(tx, words.demanded);
  if (lists.empty()) return std::nullopt;
  for (const std::vector<SoughtPhrase>& forms : words.demanded) {
    std::set<words::PairNumber> numbers;
    std::vector<std::string> seldom;
    for (const SoughtPhrase& form : forms) {
      if (const auto of_form = lists.numbers_of(form)) {
        numbers.insert(of_form->begin(), of_form->end());
      } else {
        seldom.push_back(fmt::format("({})", words::phrase_tsquery(form)));
      }
    }
    if (numbers.empty()) continue;
    PhrasePairs pairs{fmt::format("{{{}}}", fmt::join(numbers, ",")), std::nullopt};
    if (!seldom.empty()) pairs.seldom = fmt::format("{}", fmt::join(seldom, " | "));
    return pairs;
  }
  return std::nullopt;
}

}  // namespace cabled::db
