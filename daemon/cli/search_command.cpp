#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "daemon/cli/cable_filter_options.h"
#include "daemon/cli/command.h"
#include "daemon/cli/session.h"
#include "daemon/json/cable_json.h"
#include "daemon/system/terminal.h"

namespace cabled::cli {
namespace {

using Json = nlohmann::ordered_json;

struct SearchOptions {
  std::string query;
  db::CableFilter filter;
  int limit = 20;
  int offset = 0;
};

// The database marks found words with \x02 and \x03.
std::string mark_up(const std::string& snippet, std::string_view open, std::string_view close) {
  std::string out;
  for (const char c : snippet) {
    if (c == '\x02') {
      out += open;
    } else if (c == '\x03') {
      out += close;
    } else {
      out += c == '\n' ? ' ' : c;
    }
  }
  return out;
}

Json hit_to_json(const db::SearchHit& hit) {
  Json out{{"id", hit.id}};
  out["subject"] = hit.subject ? Json(*hit.subject) : Json(nullptr);
  out["sent_at"] = hit.sent_at ? Json(*hit.sent_at) : Json(nullptr);
  out["classification"] = hit.classification ? Json(*hit.classification) : Json(nullptr);
  out["rank"] = hit.rank;
  out["snippet"] = mark_up(hit.snippet, "[", "]");
  return out;
}

void print_hit(const db::SearchHit& hit, bool color) {
  const auto day = hit.sent_at.value_or("          ").substr(0, 10);
  std::cout << printable_line(hit.id) << "  " << day << "  "
            << printable_line(hit.subject.value_or("(no subject)")) << '\n';
  // Escaped before it is marked up, so that only our own codes reach the terminal.
  const std::string open = color ? "\x1b[1m" : "[";
  const std::string close = color ? "\x1b[0m" : "]";
  std::string line;
  std::string rest = hit.snippet;
  std::ranges::replace(rest, '\n', ' ');
  for (std::size_t at = rest.find_first_of("\x02\x03"); at != std::string::npos;
       at = rest.find_first_of("\x02\x03")) {
    line += printable_line(rest.substr(0, at)) + (rest[at] == '\x02' ? open : close);
    rest.erase(0, at + 1);
  }
  std::cout << "    " << line << printable_line(rest) << '\n';
}

int run_search(const SearchOptions& options, const CommonOptions& common) {
  const auto session = Session::open(common);
  if (!session) return report(session.error());
  db::Connection connection = session->connect("search");
  const auto hits = db::transact(connection, [&](pqxx::work& tx) {
    return db::search_cables(tx, options.query, options.filter, options.limit, options.offset);
  });
  if (!hits) return report(command_error(hits.error()));
  for (const db::SearchHit& hit : *hits) {
    if (common.json) {
      std::cout << to_line(hit_to_json(hit)) << '\n';
    } else {
      print_hit(hit, wants_color(1));
    }
  }
  return kDone;
}

}  // namespace

void add_search_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("search", "Find cables by their text, best first");
  auto options = std::make_shared<SearchOptions>();
  command->add_option("QUERY", options->query, "Words, \"phrases\", or, -without")->required();
  add_filter_options(*command, options->filter);
  command->add_option("--limit", options->limit, "Most hits")
      ->check(CLI::Range(1, 10000))
      ->capture_default_str();
  command->add_option("--offset", options->offset, "Hits to pass over")
      ->check(CLI::NonNegativeNumber);
  command->callback([options, &invocation] {
    invocation.run = [options, &invocation] { return run_search(*options, invocation.common); };
  });
}

}  // namespace cabled::cli
