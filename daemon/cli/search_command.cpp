#include <map>
#include <memory>
#include <string>
#include <vector>

#include "daemon/app/output.h"
#include "daemon/app/search_help.h"
#include "daemon/app/session.h"
#include "daemon/cli/cable_filter_options.h"
#include "daemon/cli/command.h"
#include "daemon/cli/query_option.h"
#include "daemon/formats/citations.h"
#include "daemon/formats/hit_lists.h"
#include "daemon/json/cable_json.h"
#include "daemon/json/search_json.h"
#include "daemon/system/terminal.h"
#include "db/query/cable_search.h"

namespace cabled::cli {
namespace {

const std::map<std::string, db::SearchOrder> kOrders{{"rank", db::SearchOrder::kRank},
                                                     {"newest", db::SearchOrder::kNewestFirst},
                                                     {"oldest", db::SearchOrder::kOldestFirst}};

struct SearchOptions {
  std::vector<std::string> words;
  std::string format = "text";
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
  SearchHelp help;
  db::SearchSpread spread;
};

Result<Answer> ask_database(db::Connection& connection, const SearchQuery& query,
                            const SearchOptions& options, const CommonOptions& common) {
  return db::transact(connection, [&](pqxx::work& tx) {
    db::CableSearch search(tx, query);
    Answer answer;
    answer.list = search.page(options.page);
    if (options.facets) answer.spread = search.spread();
    if (answer.list.total.cables == 0 && !common.quiet) answer.help = search_help(tx, query);
    return answer;
  });
}

void print_hits(const std::vector<db::SearchHit>& hits, const std::string& format) {
  if (format == "csv") output().text(hits_csv(hits));
  if (format == "csl") {
    auto items = nlohmann::ordered_json::array();
    for (const db::SearchHit& hit : hits) items.push_back(csl_item(cited_cable(hit)));
    output().json(to_line(items));
  }
  for (const db::SearchHit& hit : hits) {
    if (format == "text") print_hit(hit);
    if (format == "json") output().json(to_line(hit_json(hit)));
    if (format == "bib") output().text(bibtex_entry(cited_cable(hit)));
    if (format == "ris") output().text(ris_record(cited_cable(hit)));
  }
}

std::string counted(const db::SearchTotal& total) {
  return fmt::format("{}{} {}", total.estimated ? "about " : "", total.cables,
                     total.cables == 1 ? "cable" : "cables");
}

std::string with_commas(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + text;
  return out;
}

void tell_help(const SearchHelp& help) {
  for (const SearchHelp::Loosened& part : help.loosened) {
    complain(
        fmt::format("without {}:{} there would be {}", part.key, part.value, counted(part.total)));
  }
  if (!help.near_ids.empty()) complain("ids near it: " + with_commas(help.near_ids));
  for (const std::string& word : help.unknown) {
    std::vector<std::string> better;
    for (const SearchHelp::Spelling& spelling : help.spellings) {
      if (spelling.word == word) better.push_back(spelling.better);
    }
    complain(fmt::format("no cable has '{}'{}", word,
                         better.empty() ? "" : "; near it: " + with_commas(better)));
  }
}

// On standard error, so that results stay results.
void tell_total(const Answer& answer, const SearchOptions& options) {
  const db::HitList& list = answer.list;
  if (list.total.cables == 0) {
    complain("no cable matches");
    tell_help(answer.help);
    return;
  }
  const int first = options.page.offset + 1;
  const int last = options.page.offset + static_cast<int>(list.hits.size());
  complain(list.hits.empty()
               ? fmt::format("{} in all, none from number {} on", counted(list.total), first)
               : fmt::format("{} to {} of {}", first, last, counted(list.total)));
}

int run_search(const SearchOptions& options, const CommonOptions& common) {
  if (options.words.empty() && options.filter == SearchFilter{}) {
    return report({kUsage, "search needs QUERY or a filter; hint: cabled search --help"});
  }
  const Result<SearchQuery> query = read_query_option(options.words, options.filter);
  if (!query) return report({kUsage, query.error().message});
  const auto session = Session::open(common, Session::Missing::kIsAnError);
  if (!session) return report(session.error());
  db::Connection connection = session->connect("search");
  const Result<Answer> answer = ask_database(connection, *query, options, common);
  if (!answer) return report(command_error(answer.error()));
  print_hits(answer->list.hits, common.json ? "json" : options.format);
  if (options.facets) {
    common.json ? output().json(to_line(facets_json(answer->spread.facets)))
                : print_facets(answer->spread.facets);
  }
  if (!common.quiet) tell_total(*answer, options);
  return answer->list.total.cables == 0 ? kFailed : kDone;
}

}  // namespace

void add_search_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("search", "Find cables by their text, best first");
  auto options = std::make_shared<SearchOptions>();
  command->add_option("QUERY", options->words,
                      "Words, \"phrases\", begin*, or, -without, station:TOKYO, tag:PREL, "
                      "class:secret, site:, from:2009-06, to:, year:, id:; or an id");
  add_filter_options(*command, options->filter);
  command->add_option("--limit", options->page.limit, "Most hits to print")
      ->check(CLI::Range(1, 10000))
      ->capture_default_str();
  command->add_option("--offset", options->page.offset, "Hits to skip")
      ->check(CLI::Range(0, 1'000'000));
  command
      ->add_option_function<std::string>(
          "--sort", [options](const std::string& name) { options->page.order = kOrders.at(name); },
          "rank: best first; newest, oldest: by the time they were sent")
      ->check(CLI::IsMember({"rank", "newest", "oldest"}))
      ->default_str("rank");
  command
      ->add_option("--format", options->format,
                   "text; csv, bib (BibTeX), ris, csl (CSL-JSON): the hits for other programs")
      ->check(CLI::IsMember({"text", "json", "csv", "bib", "ris", "csl"}))
      ->capture_default_str();
  command->add_flag("--facets", options->facets,
                    "Also count the matches by station, year, tag, classification and site");
  command->callback([options, &invocation] {
    invocation.run = [options, &invocation] { return run_search(*options, invocation.common); };
  });
}

}  // namespace cabled::cli
