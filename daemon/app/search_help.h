#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "db/query/cable_search.h"
#include "db/sql/pqxx_traits.h"

namespace cabled {

/// What may help where a search finds nothing.
struct SearchHelp {
  /// A filter without which there would be hits, and how many.
  struct Loosened {
    std::string key;
    std::string value;
    SearchQuery without;
    db::SearchTotal total;
  };
  /// A word that no cable has, and one that some have.
  struct Spelling {
    std::string word;
    std::string better;
    SearchQuery with;
  };
  std::vector<Loosened> loosened = {};
  std::vector<std::string> near_ids = {};  ///< cables whose ids are near one that was asked for
  std::vector<Spelling> spellings = {};
  std::vector<std::string> unknown = {};  ///< words that no cable has
};

/// Looks for help with a query that found nothing; some tens of milliseconds.
SearchHelp search_help(pqxx::work& tx, const SearchQuery& query);

}  // namespace cabled
