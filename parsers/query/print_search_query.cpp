#include <algorithm>

#include "parsers/model/ascii.h"
#include "parsers/query/search_query_text.h"

namespace cabled {
namespace {

void append(std::string& out, std::string_view item) {
  if (!out.empty()) out += ' ';
  out += item;
}

std::string term_text(const SearchTerm& term) {
  std::string out = term.excluded ? "-" : "";
  switch (term.kind) {
    case SearchTerm::Kind::kWord:
      return out + term.text;
    case SearchTerm::Kind::kBeginning:
      return out + term.text + '*';
    case SearchTerm::Kind::kPhrase:
      return out + '"' + term.text + '"';
  }
  return out;
}

// A value that would be read as several things stands in quotes.
std::string value_text(std::string_view value) {
  const bool plain = !value.empty() && value.find_first_of(" ,\t") == std::string_view::npos;
  return plain ? std::string(value) : '"' + std::string(value) + '"';
}

using Removal = void (*)(SearchFilter&, std::size_t);

template <auto List>
void remove_from(SearchFilter& filter, std::size_t at) {
  auto& list = filter.*List;
  list.erase(list.begin() + static_cast<std::ptrdiff_t>(at));
}

class PartList {
 public:
  explicit PartList(const SearchQuery& query) : query_(query) {}

  void add(std::string key, std::string value, std::size_t at, Removal remove) {
    SearchQuery without = query_;
    remove(without.filter, at);
    parts_.push_back({std::move(key), std::move(value), std::move(without)});
  }

  void add_all(const std::string& key, const std::vector<std::string>& values, Removal remove) {
    for (std::size_t i = 0; i < values.size(); ++i) add(key, values[i], i, remove);
  }

  std::vector<FilterPart> take() && { return std::move(parts_); }

 private:
  const SearchQuery& query_;
  std::vector<FilterPart> parts_;
};

}  // namespace

std::string words_text(const SearchQuery& query) {
  std::string out;
  for (const auto& terms : query.alternatives) {
    if (!out.empty()) append(out, "or");
    for (const SearchTerm& term : terms) append(out, term_text(term));
  }
  return out;
}

std::vector<FilterPart> filter_parts(const SearchQuery& query) {
  const SearchFilter& filter = query.filter;
  PartList parts(query);
  parts.add_all("id", filter.ids, remove_from<&SearchFilter::ids>);
  parts.add_all("station", filter.stations, remove_from<&SearchFilter::stations>);
  parts.add_all("tag", filter.tags, remove_from<&SearchFilter::tags>);
  parts.add_all("class", filter.classifications, remove_from<&SearchFilter::classifications>);
  parts.add_all("site", filter.sites, remove_from<&SearchFilter::sites>);
  for (std::size_t i = 0; i < filter.years.size(); ++i) {
    parts.add("year", std::to_string(filter.years[i]), i, remove_from<&SearchFilter::years>);
  }
  if (filter.from) {
    parts.add("from", filter.from->written, 0,
              [](SearchFilter& f, std::size_t) { f.from.reset(); });
  }
  if (filter.to) {
    parts.add("to", filter.to->written, 0, [](SearchFilter& f, std::size_t) { f.to.reset(); });
  }
  return std::move(parts).take();
}

std::string query_text(const SearchQuery& query) {
  std::string out = words_text(query);
  for (const FilterPart& part : filter_parts(query)) {
    append(out, part.key + ':' + value_text(part.value));
  }
  return out;
}

}  // namespace cabled
