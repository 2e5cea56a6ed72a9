#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace cabled {

/// A day, month or year as a person wrote it ("2009-06"), and the moment at which it begins.
struct QueryDate {
  std::string written;
  std::string moment;  ///< RFC 3339 UTC

  bool operator==(const QueryDate&) const = default;
};

/// What a search or an export is narrowed to. Empty parts do not narrow. Of stations,
/// classifications, sites, years and ids a cable has to be of one; tags it has to carry all.
struct SearchFilter {
  std::optional<QueryDate> from;  ///< sent then or after
  std::optional<QueryDate> to;    ///< sent before
  std::vector<std::string> stations;
  std::vector<std::string> tags;
  std::vector<std::string> classifications;
  std::vector<std::string> sites;
  std::vector<std::string> ids;
  std::vector<int> years;  ///< of the id
  bool damaged = false;    ///< its text is seen to lack something

  bool operator==(const SearchFilter&) const = default;
};

/// One thing that a text is to have, or not to have.
struct SearchTerm {
  enum class Kind {
    kWord,
    kPhrase,
    kBeginning,  ///< words that begin so; letters and digits alone
  };
  Kind kind = Kind::kWord;
  std::string text;
  bool excluded = false;

  bool operator==(const SearchTerm&) const = default;
};

/// What a person asks for. Reading and printing: parsers/query/search_query_text.h.
struct SearchQuery {
  /// A text has to meet all terms of one of these; none: every text will do.
  std::vector<std::vector<SearchTerm>> alternatives;
  SearchFilter filter;
  std::optional<std::string> named_id;  ///< the cable that the words as a whole name

  bool operator==(const SearchQuery&) const = default;
};

/// What is wrong with a query, and where.
struct QueryError {
  std::string message;         ///< lower case, without a full stop
  std::size_t offset = 0;      ///< in bytes
  std::size_t length = 0;      ///< in bytes; 0 where something is missing
  std::size_t characters = 0;  ///< the offset in characters

  bool operator==(const QueryError&) const = default;
};

template <typename T>
using QueryResult = tl::expected<T, QueryError>;

}  // namespace cabled
