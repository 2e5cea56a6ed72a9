#pragma once

#include <string>
#include <string_view>

#include "parsers/model/error.h"

namespace cabled::db {

enum class SearchOrder { kRank, kNewestFirst, kOldestFirst };

/// The place in a list of hits behind one of them. Its text has letters, digits, '.', '-' and '~'.
struct SearchCursor {
  SearchOrder order = SearchOrder::kRank;
  std::string key;  ///< rank, or seconds since 1970; empty where the cable has no date
  std::string id;   ///< empty: before all that have that key

  std::string text() const;
  /// Reads text() back; kInvalid otherwise.
  static Result<SearchCursor> parse(std::string_view text);
};

}  // namespace cabled::db
