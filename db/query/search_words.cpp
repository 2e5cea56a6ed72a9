#include "db/query/search_words.h"

#include <fmt/format.h>

#include <vector>

#include "db/sql/array_parameter.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

// PostgreSQL takes words apart, and gives the parts back as text that may be put together.
//
// Stems can be shorter than the beginning that is asked for ("negotiations" is indexed as
// "negoti"), so what the beginning may grow into is looked for too, by those stems of such words
// that do not begin so themselves: a hundred more alternatives took a rank from 10 to 350 us.
constexpr const char* kTakeApart = R"sql(
  SELECT CASE kind WHEN 'phrase' THEN phraseto_tsquery('english', body)
                   WHEN 'beginning' THEN (
                     SELECT to_tsquery('simple', string_agg(stem, ' | '))
                       FROM unnest(tsvector_to_array(to_tsvector('english', body))) AS stem
                      WHERE NOT starts_with(stem, lower(split_part(body, ' ', 1))))
                   ELSE websearch_to_tsquery('english', body) END AS stems,
         CASE kind WHEN 'phrase' THEN phraseto_tsquery('simple', body)
                   WHEN 'beginning' THEN to_tsquery('simple', split_part(body, ' ', 1) || ':*')
                   ELSE websearch_to_tsquery('simple', body) END AS forms
    FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS t(kind, body, place)
   ORDER BY place
)sql";

// The beginning and words that it may be the beginning of: whole ones and ones of which the ending
// has begun.
std::string grown(const std::string& beginning) {
  constexpr const char* kEndings[] = {"e",   "s",   "d",   "n",   "g",    "y",    "ed",   "es",
                                      "er",  "al",  "on",  "ng",  "ly",   "ty",   "ve",   "ion",
                                      "ing", "ity", "ive", "ies", "able", "ment", "ness", "ation"};
  std::string words = beginning;
  for (const char* ending : kEndings) words += fmt::format(" {}{}", beginning, ending);
  return words;
}

const char* kind_name(SearchTerm::Kind kind) {
  switch (kind) {
    case SearchTerm::Kind::kPhrase:
      return "phrase";
    case SearchTerm::Kind::kBeginning:
      return "beginning";
    case SearchTerm::Kind::kWord:
      break;
  }
  return "word";
}

struct Part {
  std::string stems;
  std::string forms;
  bool excluded = false;
};

std::string part_text(const Part& part) {
  std::string text;
  if (part.stems.empty() || part.stems == part.forms) {
    text = part.forms;
  } else {
    text = part.forms.empty() ? part.stems : part.stems + " | " + part.forms;
  }
  return fmt::format("{}({})", part.excluded ? "!" : "", text);
}

// Words without a stem are looked for where there is no other: some TAGS are such words (IT, IS).
std::string alternative_text(const std::vector<Part>& parts) {
  std::string with_stems;
  std::string all;
  for (const Part& part : parts) {
    if (part.forms.empty() && part.stems.empty()) continue;
    const std::string text = part_text(part);
    all += (all.empty() ? "" : " & ") + text;
    if (!part.stems.empty()) with_stems += (with_stems.empty() ? "" : " & ") + text;
  }
  return with_stems.empty() ? all : with_stems;
}

}  // namespace

SearchWords search_words(pqxx::work& tx, const SearchQuery& query) {
  ArrayParameter kinds;
  ArrayParameter texts;
  std::vector<Part> parts;
  for (const auto& terms : query.alternatives) {
    for (const SearchTerm& term : terms) {
      kinds.add(kind_name(term.kind));
      texts.add(term.kind == SearchTerm::Kind::kBeginning ? grown(term.text) : term.text);
      parts.push_back({"", "", term.excluded});
    }
  }
  if (parts.empty()) return {};
  const pqxx::result rows = execute(tx, kTakeApart, kinds.literal(), texts.literal());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const pqxx::row row = rows[static_cast<pqxx::result::size_type>(i)];
    parts[i].forms = get<std::string>(row, "forms");
    parts[i].stems = get<OptionalText>(row, "stems").value_or(parts[i].forms);
  }
  SearchWords words;
  auto next = parts.begin();
  for (const auto& terms : query.alternatives) {
    const auto end = next + static_cast<std::ptrdiff_t>(terms.size());
    const std::string text = alternative_text({next, end});
    next = end;
    if (text.empty()) continue;
    words.tsquery += fmt::format("{}({})", words.tsquery.empty() ? "" : " | ", text);
  }
  words.vain = words.tsquery.empty();
  return words;
}

}  // namespace cabled::db
