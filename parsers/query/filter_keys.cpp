#include "parsers/query/filter_keys.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "parsers/model/ascii.h"
#include "parsers/query/filter_values.h"
#include "parsers/query/query_date.h"

namespace cabled {
namespace {

struct KeyName {
  std::string_view name;
  FilterKey key;
};

constexpr auto kKeys = std::to_array<KeyName>({
    {"station", FilterKey::kStation},
    {"tag", FilterKey::kTag},
    {"tags", FilterKey::kTag},
    {"class", FilterKey::kClass},
    {"classification", FilterKey::kClass},
    {"site", FilterKey::kSite},
    {"from", FilterKey::kFrom},
    {"after", FilterKey::kFrom},
    {"since", FilterKey::kFrom},
    {"to", FilterKey::kTo},
    {"before", FilterKey::kTo},
    {"until", FilterKey::kTo},
    {"year", FilterKey::kYear},
    {"id", FilterKey::kId},
});

template <typename T>
void add_once(std::vector<T>& list, T value) {
  if (std::ranges::find(list, value) == list.end()) list.push_back(std::move(value));
}

template <typename T>
Result<void> add_read(std::vector<T>& list, Result<T> value) {
  if (!value) return tl::unexpected(std::move(value.error()));
  add_once(list, std::move(*value));
  return {};
}

// Of several dates the narrower counts, as of several filters of other kinds.
Result<void> add_date(std::optional<QueryDate>& date, std::string_view value, FilterKey key) {
  auto read = read_query_date(value);
  if (!read) return tl::unexpected(std::move(read.error()));
  const bool narrower = !date || (key == FilterKey::kFrom ? read->moment > date->moment
                                                          : read->moment < date->moment);
  if (narrower) date = std::move(*read);
  return {};
}

}  // namespace

std::optional<FilterKey> filter_key_of(std::string_view name) {
  const auto found =
      std::ranges::find_if(kKeys, [&](const KeyName& k) { return ascii::iequals(k.name, name); });
  return found == kKeys.end() ? std::nullopt : std::optional(found->key);
}

// A TAG may have a comma in it: "ROOD, JOHN".
bool takes_lists(FilterKey key) {
  return key != FilterKey::kTag && key != FilterKey::kFrom && key != FilterKey::kTo;
}

Result<void> add_filter_value(SearchFilter& filter, FilterKey key, std::string_view value) {
  switch (key) {
    case FilterKey::kStation:
      return add_read(filter.stations, read_station_value(value));
    case FilterKey::kTag:
      return add_read(filter.tags, read_tag_value(value));
    case FilterKey::kClass:
      return add_read(filter.classifications, read_classification_value(value));
    case FilterKey::kSite:
      return add_read(filter.sites, read_site_value(value));
    case FilterKey::kYear:
      return add_read(filter.years, read_year_value(value));
    case FilterKey::kId:
      return add_read(filter.ids, read_id_value(value));
    case FilterKey::kFrom:
      return add_date(filter.from, value, key);
    case FilterKey::kTo:
      return add_date(filter.to, value, key);
  }
  return {};
}

std::size_t count_filter_values(const SearchFilter& filter) {
  return filter.stations.size() + filter.tags.size() + filter.classifications.size() +
         filter.sites.size() + filter.ids.size() + filter.years.size();
}

}  // namespace cabled
