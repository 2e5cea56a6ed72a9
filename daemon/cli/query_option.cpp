#include "daemon/cli/query_option.h"

#include <algorithm>

#include "parsers/query/search_query_text.h"

namespace cabled::cli {
namespace {

constexpr std::size_t kWidestQuery = 100;  // characters of a query that is shown again

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

Error shown_at_its_place(const std::string& text, const QueryError& wrong) {
  std::string message = wrong.message;
  if (wrong.characters < kWidestQuery && text.size() < kWidestQuery) {
    message += fmt::format("\n  {}\n  {}{}", text, std::string(wrong.characters, ' '),
                           std::string(std::max<std::size_t>(wrong.length, 1), '^'));
  } else {
    message += fmt::format(" (at character {})", wrong.characters + 1);
  }
  return {ErrorKind::kInvalid, message};
}

template <typename T>
void append(std::vector<T>& list, const std::vector<T>& more) {
  for (const T& value : more) {
    if (std::ranges::find(list, value) == list.end()) list.push_back(value);
  }
}

}  // namespace

Result<SearchQuery> read_query_option(const std::vector<std::string>& words,
                                      const SearchFilter& options) {
  const std::string text = joined(words);
  QueryResult<SearchQuery> query = read_search_query(text);
  if (!query) return tl::unexpected(shown_at_its_place(text, query.error()));
  SearchFilter& filter = query->filter;
  append(filter.stations, options.stations);
  append(filter.tags, options.tags);
  append(filter.classifications, options.classifications);
  append(filter.sites, options.sites);
  filter.damaged = filter.damaged || options.damaged;
  const auto& from = options.from;
  const auto& to = options.to;
  if (from && (!filter.from || filter.from->moment < from->moment)) filter.from = from;
  if (to && (!filter.to || to->moment < filter.to->moment)) filter.to = to;
  return std::move(*query);
}

}  // namespace cabled::cli
