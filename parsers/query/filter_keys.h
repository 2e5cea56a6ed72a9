#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "parsers/model/error.h"
#include "parsers/model/search_query.h"

namespace cabled {

/// What a search can be narrowed by.
enum class FilterKey { kStation, kTag, kClass, kSite, kFrom, kTo, kYear, kId };

/// By one of its names, in any case: "after" and "since" are "from".
std::optional<FilterKey> filter_key_of(std::string_view name);

/// Whether several values may stand behind it, with commas between them.
bool takes_lists(FilterKey key);

/// Reads a value in any form that filter_values.h and query_date.h know, and narrows the filter to
/// it. kInvalid, with what a value looks like, where it is none.
Result<void> add_filter_value(SearchFilter& filter, FilterKey key, std::string_view value);

/// How many values it has; dates do not count.
std::size_t count_filter_values(const SearchFilter& filter);

}  // namespace cabled
