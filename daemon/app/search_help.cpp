#include "daemon/app/search_help.h"

#include <algorithm>

#include "db/query/search_hints.h"
#include "parsers/cable/station/canonical_id.h"
#include "parsers/query/search_query_text.h"
#include "parsers/query/slips.h"

namespace cabled {
namespace {

constexpr int kMostIds = 5;
constexpr int kMostSpellings = 3;
constexpr std::size_t kMostParts = 8;
constexpr std::size_t kMostWords = 6;

std::vector<SearchHelp::Loosened> loosened(pqxx::work& tx, const SearchQuery& query) {
  std::vector<SearchHelp::Loosened> out;
  std::vector<FilterPart> parts = filter_parts(query);
  if (parts.size() > kMostParts) parts.resize(kMostParts);
  for (FilterPart& part : parts) {
    // Without a filter and without words everything is found, which explains nothing.
    if (part.without.alternatives.empty() && part.without.filter == SearchFilter{}) continue;
    const db::SearchTotal total = db::CableSearch(tx, part.without).total();
    if (total.cables == 0) continue;
    out.push_back({std::move(part.key), std::move(part.value), std::move(part.without), total});
  }
  return out;
}

void add_ids(pqxx::work& tx, const std::string& text, std::vector<std::string>& out) {
  const Result<CableId> id = canonical_id(text);
  if (!id) return;
  for (std::string& known : db::known_ids(tx, near_ids(*id), kMostIds)) {
    if (std::ranges::find(out, known) == out.end()) out.push_back(std::move(known));
  }
}

std::vector<std::string> ids_near(pqxx::work& tx, const SearchQuery& query) {
  std::vector<std::string> out;
  if (query.named_id) add_ids(tx, *query.named_id, out);
  for (const std::string& id : query.filter.ids) add_ids(tx, id, out);
  return out;
}

SearchQuery with_word(SearchQuery query, const std::string& word, const std::string& better) {
  for (auto& terms : query.alternatives) {
    for (SearchTerm& term : terms) {
      if (term.kind == SearchTerm::Kind::kWord && term.text == word) term.text = better;
    }
  }
  return query;
}

std::vector<std::string> plain_words(const SearchQuery& query) {
  std::vector<std::string> words;
  for (const auto& terms : query.alternatives) {
    for (const SearchTerm& term : terms) {
      const bool plain = term.kind == SearchTerm::Kind::kWord && !term.excluded;
      if (plain && words.size() < kMostWords) words.push_back(term.text);
    }
  }
  return words;
}

}  // namespace

SearchHelp search_help(pqxx::work& tx, const SearchQuery& query) {
  SearchHelp help{.loosened = loosened(tx, query), .near_ids = ids_near(tx, query)};
  for (const std::string& word : plain_words(query)) {
    if (!db::known_words(tx, {word}, 1).empty()) continue;
    help.unknown.push_back(word);
    for (db::WordCount& better : db::known_words(tx, near_words(word), kMostSpellings)) {
      SearchQuery with = with_word(query, word, better.word);
      help.spellings.push_back({word, std::move(better.word), std::move(with)});
    }
  }
  return help;
}

}  // namespace cabled
