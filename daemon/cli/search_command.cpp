#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "daemon/cli/cable_filter_options.h"
#include "daemon/cli/command.h"
#include "daemon/cli/session.h"
#include "daemon/json/cable_json.h"
#include "daemon/json/nullable.h"
#include "daemon/system/terminal.h"
#include "db/cable_search.h"
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

/// A snippet on one line. The database marks found words with \x02 and \x03, which become `open`
/// and `close`; what stands between them goes through `shown`.
template <class Shown>
std::string mark_up(std::string snippet, std::string_view open, std::string_view close,
                    Shown shown) {
  std::ranges::replace(snippet, '\n', ' ');
  std::string out;
  std::string_view rest = snippet;
  for (std::size_t at = rest.find_first_of("\x02\x03"); at != rest.npos;
       at = rest.find_first_of("\x02\x03")) {
    out += shown(rest.substr(0, at));
    out += rest[at] == '\x02' ? open : close;
    rest.remove_prefix(at + 1);
  }
  out += shown(rest);
  return out;
}

Json hit_to_json(const db::SearchHit& hit) {
  Json out{{"id", hit.id}};
  out["subject"] = nullable(hit.subject);
  out["sent_at"] = nullable(hit.sent_at);
  out["classification"] = nullable(hit.classification);
  out["rank"] = hit.rank;
  out["snippet"] = mark_up(hit.snippet, "[", "]", [](std::string_view text) { return text; });
  return out;
}

void print_hit(const db::SearchHit& hit, bool color) {
  const auto day = hit.sent_at.value_or("          ").substr(0, 10);
  std::cout << printable_line(hit.id) << "  " << day << "  "
            << printable_line(hit.subject.value_or("(no subject)")) << '\n';
  // Escaped before it is marked up, so that only our own codes reach the terminal.
  std::cout << "    "
            << mark_up(hit.snippet, color ? "\x1b[1m" : "[", color ? "\x1b[0m" : "]",
                       printable_line)
            << '\n';
}

void print_facets_json(const std::vector<db::FacetValue>& values) {
  Json facets = Json::object();
  for (const char* facet : {"station", "year", "tag", "classification", "site"}) {
    facets[facet] = Json::array();
  }
  for (const db::FacetValue& value : values) {
    facets[value.facet].push_back({{"value", value.value}, {"count", value.count}});
  }
  std::cout << to_line({{"facets", std::move(facets)}}) << '\n';
}

void print_facets(const std::vector<db::FacetValue>& values) {
  std::string facet;
  for (const db::FacetValue& value : values) {
    if (value.facet != facet) {
      std::cout << (facet.empty() ? "" : "\n") << fmt::format("{:<15}", value.facet);
    }
    facet = value.facet;
    std::cout << fmt::format(" {} ({})", printable_line(value.value), value.count);
  }
  if (!facet.empty()) std::cout << '\n';
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
  const auto session = Session::open(common);
  if (!session) return report(session.error());
  db::Connection connection = session->connect("search");
  const Result<Answer> answer = ask_database(connection, options);
  if (!answer) return report(command_error(answer.error()));
  for (const db::SearchHit& hit : answer->hits) {
    if (common.json) {
      std::cout << to_line(hit_to_json(hit)) << '\n';
    } else {
      print_hit(hit, wants_color(1));
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
  command->add_option("--limit", options->limit, "Most hits")
      ->check(CLI::Range(1, 10000))
      ->capture_default_str();
  command->add_option("--offset", options->offset, "Hits to pass over")
      ->check(CLI::NonNegativeNumber);
  command->add_flag("--facets", options->facets,
                    "Also count the matches by station, year, tag, classification and site");
  command->callback([options, &invocation] {
    invocation.run = [options, &invocation] { return run_search(*options, invocation.common); };
  });
}

}  // namespace cabled::cli
