#include "daemon/json/search_json.h"

#include <algorithm>

#include "daemon/json/nullable.h"

namespace cabled {
namespace {

using Json = nlohmann::ordered_json;

}  // namespace

// The database marks found words with \x02 and \x03.
std::vector<SnippetPiece> snippet_pieces(std::string snippet) {
  std::ranges::replace(snippet, '\n', ' ');
  std::vector<SnippetPiece> pieces;
  std::size_t begin = 0;
  while (begin < snippet.size()) {
    const std::size_t mark = std::min(snippet.find_first_of("\x02\x03", begin), snippet.size());
    const bool found = mark < snippet.size() && snippet[mark] == '\x03';
    pieces.push_back({snippet.substr(begin, mark - begin), found});
    begin = mark + 1;
  }
  return pieces;
}

std::string bracketed_snippet(const std::string& snippet) {
  std::string out;
  for (const SnippetPiece& piece : snippet_pieces(snippet)) {
    out += piece.found ? '[' + piece.text + ']' : piece.text;
  }
  return out;
}

Json hit_json(const db::SearchHit& hit) {
  Json out{{"id", hit.id}};
  out["subject"] = nullable(hit.subject);
  out["sent_at"] = nullable(hit.sent_at);
  out["classification"] = nullable(hit.classification);
  out["rank"] = hit.rank;
  out["snippet"] = bracketed_snippet(hit.snippet);
  return out;
}

Json facets_json(const std::vector<db::FacetValue>& values) {
  Json facets = Json::object();
  for (const char* facet : {"station", "year", "tag", "classification", "site"}) {
    facets[facet] = Json::array();
  }
  for (const db::FacetValue& value : values) {
    facets[value.facet].push_back({{"value", value.value}, {"count", value.count}});
  }
  return {{"facets", std::move(facets)}};
}

Json total_json(const db::SearchTotal& total) {
  return {{"total", total.cables}, {"estimated", total.estimated}};
}

}  // namespace cabled
