#include <memory>
#include <string>
#include <vector>

#include "daemon/app/output.h"
#include "daemon/app/session.h"
#include "daemon/cli/cable_filter_options.h"
#include "daemon/cli/command.h"
#include "daemon/cli/query_option.h"
#include "daemon/json/cable_json.h"
#include "daemon/json/search_json.h"
#include "daemon/system/terminal.h"
#include "db/query/cable_search.h"

namespace cabled::cli {
namespace {

struct SearchOptions {
  std::vector<std::string> words;
  SearchFilter filter;
  db::PageOfHits page;
  bool facets = false;
};

void print_hit(const db::SearchHit& hit) {
  const auto day = hit.sent_at.value_or("          ").substr(0, 10);
  Output& out = output();
  out.text(fmt::format("{}  {}  {}\n    ", printable_line(hit.id), day,
                       printable_line(hit.subject.value_or("(no subject)"))));
  if (out.wants_color()) {
    for (const SnippetPiece& piece : snippet_pieces(hit.snippet)) {
      if (piece.found) {
        out.painted(Paint::kBold, printable_line(piece.text));
      } else {
        out.text(printable_line(piece.text));
      }
    }
  } else {
    out.text(printable_line(bracketed_snippet(hit.snippet)));
  }
  out.text("\n");
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

struct Answer {
  db::HitList list;
  db::SearchSpread spread;
};

Result<Answer> ask_database(db::Connection& connection, const SearchQuery& query,
                            const SearchOptions& options) {
  return db::transact(connection, [&](pqxx::work& tx) {
    db::CableSearch search(tx, query);
    Answer answer;
    answer.list = search.page(options.page);
    if (options.facets) answer.spread = search.spread();
    return answer;
  });
}

int run_search(const SearchOptions& options, const CommonOptions& common) {
  const Result<SearchQuery> query = read_query_option(options.words, options.filter);
  if (!query) return report({kUsage, query.error().message});
  const auto session = Session::open(common);
  if (!session) return report(session.error());
  db::Connection connection = session->connect("search");
  const Result<Answer> answer = ask_database(connection, *query, options);
  if (!answer) return report(command_error(answer.error()));
  for (const db::SearchHit& hit : answer->list.hits) {
    if (common.json) {
      output().json(to_line(hit_json(hit)));
    } else {
      print_hit(hit);
    }
  }
  if (options.facets) {
    common.json ? output().json(to_line(facets_json(answer->spread.facets)))
                : print_facets(answer->spread.facets);
  }
  return kDone;
}

}  // namespace

void add_search_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("search", "Find cables by their text, best first");
  auto options = std::make_shared<SearchOptions>();
  command
      ->add_option("QUERY", options->words,
                   "Words, \"phrases\", begin*, or, -without, station:TOKYO, tag:PREL, "
                   "class:secret, site:, from:2009-06, to:, year:, id:; or an id")
      ->required();
  add_filter_options(*command, options->filter);
  command->add_option("--limit", options->page.limit, "Most hits to print")
      ->check(CLI::Range(1, 10000))
      ->capture_default_str();
  command->add_option("--offset", options->page.offset, "Hits to skip")
      ->check(CLI::Range(0, 1'000'000));
  command->add_flag("--facets", options->facets,
                    "Also count the matches by station, year, tag, classification and site");
  command->callback([options, &invocation] {
    invocation.run = [options, &invocation] { return run_search(*options, invocation.common); };
  });
}

}  // namespace cabled::cli
