#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "daemon/app/output.h"
#include "daemon/app/session.h"
#include "daemon/cli/cable_filter_options.h"
#include "daemon/cli/command.h"
#include "daemon/json/cable_json.h"
#include "daemon/json/nullable.h"
#include "daemon/system/terminal.h"
#include "db/query/cable_search.h"
#include "parsers/cable/station/canonical_id.h"

namespace cabled::cli {
namespace {

using Json = nlohmann::ordered_json;

struct SearchOptions {
  std::string query;
  db::CableFilter filter;
  int limit = 20;
  int offset = 0;
  bool facets = false;
};

// A piece of a snippet, and whether it is a word that was found.
struct SnippetPiece {
  std::string text;
  bool found;
};

// The database marks found words with \x02 and \x03.
std::vector<SnippetPiece> pieces_of(std::string snippet) {
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

std::string bracketed(const std::string& snippet) {
  std::string out;
  for (const SnippetPiece& piece : pieces_of(snippet)) {
    out += piece.found ? '[' + piece.text + ']' : piece.text;
  }
  return out;
}

Json hit_to_json(const db::SearchHit& hit) {
  Json out{{"id", hit.id}};
  out["subject"] = nullable(hit.subject);
  out["sent_at"] = nullable(hit.sent_at);
  out["classification"] = nullable(hit.classification);
  out["rank"] = hit.rank;
  out["snippet"] = bracketed(hit.snippet);
  return out;
}

void print_hit(const db::SearchHit& hit) {
  const auto day = hit.sent_at.value_or("          ").substr(0, 10);
  Output& out = output();
  out.text(fmt::format("{}  {}  {}\n    ", printable_line(hit.id), day,
                       printable_line(hit.subject.value_or("(no subject)"))));
  if (out.wants_color()) {
    for (const SnippetPiece& piece : pieces_of(hit.snippet)) {
      if (piece.found) {
        out.painted(Paint::kBold, printable_line(piece.text));
      } else {
        out.text(printable_line(piece.text));
      }
    }
  } else {
    out.text(printable_line(bracketed(hit.snippet)));
  }
  out.text("\n");
}

void print_facets_json(const std::vector<db::FacetValue>& values) {
  Json facets = Json::object();
  for (const char* facet : {"station", "year", "tag", "classification", "site"}) {
    facets[facet] = Json::array();
  }
  for (const db::FacetValue& value : values) {
    facets[value.facet].push_back({{"value", value.value}, {"count", value.count}});
  }
  output().json(to_line({{"facets", std::move(facets)}}));
}

void print_facets(const std::vector<db::FacetValue>& values) {
  std::string out;
  std::string facet;
  for (const db::FacetValue& value : values) {
    if (value.facet != facet) out += fmt::format("{}{:<15}", out.empty() ? "" : "\n", value.facet);
    facet = value.facet;
    out += fmt::format(" {} ({})", printable_line(value.value), value.count);
  }
  if (!out.empty()) output().text(out + '\n');
}

db::SearchText text_of(const std::string& query) {
  db::SearchText text = db::read_search_text(query);
  // "09 lisbon 0007" is a cable as well as three words.
  if (const Result<CableId> id = canonical_id(query)) text.id = id->text();
  return text;
}

struct Answer {
  std::vector<db::SearchHit> hits;
  std::vector<db::FacetValue> facets;
};

Result<Answer> ask_database(db::Connection& connection, const SearchOptions& options) {
  const db::SearchText text = text_of(options.query);
  return db::transact(connection, [&](pqxx::work& tx) {
    Answer answer;
    answer.hits = db::search_cables(tx, text, options.filter, options.limit, options.offset);
    if (options.facets) answer.facets = db::search_facets(tx, text, options.filter);
    return answer;
  });
}

int run_search(const SearchOptions& options, const CommonOptions& common) {
  const auto session = Session::open(common, Session::Missing::kIsAnError);
  if (!session) return report(session.error());
  db::Connection connection = session->connect("search");
  const Result<Answer> answer = ask_database(connection, options);
  if (!answer) return report(command_error(answer.error()));
  for (const db::SearchHit& hit : answer->hits) {
    if (common.json) {
      output().json(to_line(hit_to_json(hit)));
    } else {
      print_hit(hit);
    }
  }
  if (options.facets) {
    common.json ? print_facets_json(answer->facets) : print_facets(answer->facets);
  }
  return kDone;
}

}  // namespace

void add_search_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("search", "Find cables by their text, best first");
  auto options = std::make_shared<SearchOptions>();
  command->add_option("QUERY", options->query, "Words, \"phrases\", begin*, or, -without; or an id")
      ->required();
  add_filter_options(*command, options->filter);
  command->add_option("--limit", options->limit, "Most hits to print")
      ->check(CLI::Range(1, 10000))
      ->capture_default_str();
  command->add_option("--offset", options->offset, "Hits to skip")->check(CLI::NonNegativeNumber);
  command->add_flag("--facets", options->facets,
                    "Also count the matches by station, year, tag, classification and site");
  command->callback([options, &invocation] {
    invocation.run = [options, &invocation] { return run_search(*options, invocation.common); };
  });
}

}  // namespace cabled::cli
