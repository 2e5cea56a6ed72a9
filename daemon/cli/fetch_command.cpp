#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "daemon/app/contact.h"
#include "daemon/app/crawl_setup.h"
#include "daemon/app/output.h"
#include "daemon/app/session.h"
#include "daemon/app/unfinished_rebuild.h"
#include "daemon/cli/command.h"
#include "daemon/cli/dry_fetch.h"
#include "daemon/cli/fetch_report.h"
#include "daemon/cli/read_input.h"
#include "daemon/cli/word_hints.h"
#include "daemon/config/nearest_name.h"
#include "daemon/crawl/crawl_runner.h"
#include "db/frontier/frontier.h"
#include "db/query/damaged_pages.h"
#include "parsers/model/ascii.h"

namespace cabled::cli {
namespace {

struct FetchCommand {
  std::vector<std::string> urls;
  std::string list;
  std::string source;  ///< whose pages of damaged cables
  bool damaged = false;
  bool follow_links = false;
  bool dry_run = false;
};

db::NewUrl requested(const CrawlRules& rules, const Url& url, bool follow_links) {
  db::NewUrl row;
  row.url = url.text();
  row.origin = url.origin();
  // A list to follow belongs to no source: all its links are taken, not those of patterns.
  row.source_id = follow_links ? std::nullopt : rules.source_id_of(url);
  row.kind = follow_links ? db::UrlKind::kIndex : db::UrlKind::kPage;
  row.priority = 0;
  return row;
}

CommandResult<std::vector<Url>> parse_urls(const std::vector<std::string>& texts) {
  std::vector<Url> urls;
  for (const std::string& text : texts) {
    Result<Url> url = Url::parse(text);
    if (!url) {
      return tl::unexpected(CommandError{kUsage, url.error().message + hint_for_url(text)});
    }
    urls.push_back(std::move(*url));
  }
  return urls;
}

/// The URLs of a list, one a line; blank lines and those from '#' are comments.
CommandResult<std::vector<std::string>> read_url_list(const std::string& name) {
  CommandResult<std::string> list = read_input(name);
  if (!list) return tl::unexpected(list.error());
  std::istringstream input(std::move(*list));
  std::vector<std::string> urls;
  std::size_t number = 0;
  for (std::string line; std::getline(input, line);) {
    ++number;
    const std::string text(ascii::trim(line));
    if (text.empty() || text.starts_with('#')) continue;
    if (const Result<Url> url = Url::parse(text); !url) {
      return tl::unexpected(
          CommandError{kUsage, fmt::format("line {} of '{}': {}{}", number, name,
                                           url.error().message, hint_for_url(text))});
    }
    urls.push_back(text);
  }
  return urls;
}

CommandResult<std::vector<Url>> asked_urls(const FetchCommand& command) {
  std::vector<std::string> texts = command.urls;
  if (!command.list.empty()) {
    CommandResult<std::vector<std::string>> listed = read_url_list(command.list);
    if (!listed) return tl::unexpected(listed.error());
    std::ranges::move(*listed, std::back_inserter(texts));
  }
  return parse_urls(texts);
}

CommandResult<void> check_source(const std::string& name, const CommonOptions& common) {
  if (name.empty()) return {};
  const CommandResult<Config> config = configure(common);
  if (!config) return tl::unexpected(config.error());
  const std::vector<std::string> known = source_names(config->sources);
  if (std::ranges::find(known, name) != known.end()) return {};
  return tl::unexpected(CommandError{kFailed, fmt::format("no source named '{}' is configured{}",
                                                          name, did_you_mean(name, known))});
}

CommandResult<std::vector<Url>> damaged_pages(const FetchCommand& command, const Session& session) {
  db::Connection connection = session.connect("fetch");
  const auto pages = db::transact(connection, [&](pqxx::work& tx) {
    const auto source = command.source.empty() ? std::nullopt : std::optional(command.source);
    return db::pages_of_damaged_cables(tx, source);
  });
  if (!pages) return tl::unexpected(command_error(pages.error()));
  return parse_urls(*pages);
}

/// Needs no database, and makes none.
int dry_fetch_named(const std::vector<Url>& urls, const CommonOptions& common) {
  const CommandResult<Config> config = configure(common);
  if (!config) return report(config.error());
  if (const auto reachable = check_contact(*config, urls); !reachable) {
    return report({kConfiguration, "contact " + reachable.error().message});
  }
  const auto rules = configured_sources(*config);
  return rules ? dry_fetch(*config, **rules, urls, common.json) : report(rules.error());
}

int run_fetch(const FetchCommand& command, const CommonOptions& common, StopOrder& order) {
  auto urls = asked_urls(command);
  if (!urls) return report(urls.error());
  if (const auto known = check_source(command.source, common); !known) return report(known.error());
  if (command.dry_run && !command.damaged) return dry_fetch_named(*urls, common);
  auto session = Session::open(
      common, command.damaged ? Session::Missing::kIsAnError : Session::Missing::kIsMade);
  if (!session) return report(session.error());
  if (const auto whole = check_rebuilt(*session); !whole) return report(whole.error());
  if (command.damaged) urls = damaged_pages(command, *session);
  if (!urls) return report(urls.error());
  if (command.damaged && urls->empty()) {
    complain("no page of a damaged cable is in the frontier");
    return kDone;
  }
  if (const auto reachable = check_contact(session->config(), *urls); !reachable) {
    return report({kConfiguration, "contact " + reachable.error().message});
  }
  const auto rules = register_sources(*session);
  if (!rules) return report(rules.error());
  if (command.dry_run) return dry_fetch(session->config(), **rules, *urls, common.json);

  std::vector<db::NewUrl> rows;
  for (const Url& url : *urls) rows.push_back(requested(**rules, url, command.follow_links));
  db::Connection connection = session->connect("fetch");
  const auto asked =
      db::transact(connection, [&](pqxx::work& tx) { return db::request_urls(tx, rows); });
  if (!asked) return report(command_error(asked.error()));

  NoteBook notes;
  const auto crawled = run_crawl(
      *session, order,
      [](const Session& s, const Config& config) { return register_sources(s, config); },
      {.end = CrawlEnd::kIdle, .takes = CrawlTakes::kRequested},
      [&](std::span<const PageNote> committed) { notes.add(committed); });
  if (!crawled) return report(crawled.error());
  const int code = report_fetched(connection, *urls, notes, command.follow_links, common.json);
  return *crawled == 0 ? code : stopped_by(*crawled);
}

}  // namespace

void add_fetch_command(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("fetch", "Fetch, archive, read and store pages now");
  auto options = std::make_shared<FetchCommand>();
  command->add_option("URL", options->urls, "Pages to fetch");
  command->add_option("--list", options->list, "File of URLs, one per line; - is standard input")
      ->type_name("FILE");
  CLI::Option* damaged =
      command->add_flag("--damaged", options->damaged,
                        "The pages of all cables whose text is seen to lack something");
  command->add_option("--source", options->source, "With --damaged: those of this source alone")
      ->type_name("NAME")
      ->needs(damaged);
  command->add_flag("--follow-links", options->follow_links, "Take the URL as a list of pages");
  command->add_flag("--dry-run", options->dry_run, "Fetch and read, store nothing");
  command->callback([options, &invocation] {
    const bool names_pages = !options->urls.empty() || !options->list.empty();
    if (!names_pages && !options->damaged) throw CLI::RequiredError("URL, --list or --damaged");
    if (options->damaged && (names_pages || options->follow_links)) {
      throw CLI::ValidationError("--damaged", "goes without URL, --list and --follow-links");
    }
    invocation.run = [options, &invocation] {
      return run_stoppable(StopRules{}, [&](StopOrder& order) {
        return run_fetch(*options, invocation.common, order);
      });
    };
  });
}

}  // namespace cabled::cli
