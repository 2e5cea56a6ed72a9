#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "db/query/cable_search.h"

namespace cabled {

/// A piece of a snippet, and whether it is a word that was found.
struct SnippetPiece {
  std::string text;
  bool found = false;
};

/// The pieces of a snippet as the database gives it, on one line.
std::vector<SnippetPiece> snippet_pieces(std::string snippet);
/// The snippet with brackets around the words that were found.
std::string bracketed_snippet(const std::string& snippet);

/// A hit as `search --json` prints it and the API has it.
nlohmann::ordered_json hit_json(const db::SearchHit& hit);

/// {"facets": {facet: [{"value", "count"}]}}, with every facet, empty ones too.
nlohmann::ordered_json facets_json(const std::vector<db::FacetValue>& values);

/// {"total", "estimated"}.
nlohmann::ordered_json total_json(const db::SearchTotal& total);

}  // namespace cabled
