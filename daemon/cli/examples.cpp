#include "daemon/cli/examples.h"

#include <algorithm>

namespace cabled::cli {
namespace {

// Those of one command stand together.
constexpr Example kExamples[] = {
    {"cabled", "cabled sources add scoop",
     "Write a site that comes with cabled into the configuration."},
    {"cabled", "cabled run", "Collect until Ctrl-C; the service does the same for years."},
    {"cabled", "cabled search harbour from:2009", "Find what was collected."},
    {"cabled run", "cabled run", "Collect what is due, until it is stopped."},
    {"cabled run", "cabled run --once --log-level warning",
     "Until nothing is due any more; then print the account."},
    {"cabled fetch", "cabled fetch --dry-run https://example.org/cable/1.html",
     "Fetch and read one page, and store nothing."},
    {"cabled fetch", "cabled fetch --follow-links https://example.org/cables/",
     "Take a page as a list and store the cables that it links to."},
    {"cabled import", "cabled import ~/saved-pages cables.csv.gz",
     "Read a folder of pages and a table."},
    {"cabled import", "cabled import --base-url https://example.org/ site.tar.gz",
     "Say where the pages of an archive stood."},
    {"cabled reparse", "cabled reparse --older-parser --dry-run",
     "What a new version would read otherwise."},
    {"cabled reparse", "cabled reparse --source scoop",
     "Read all stored pages of one source again."},
    {"cabled rebuild", "cabled rebuild",
     "Read the archive of the state folder into an empty database."},
    {"cabled rebuild", "cabled --state-dir /srv/cabled rebuild --json",
     "The same of a folder that was restored."},
    {"cabled parse", "cabled parse page.html", "The cable in a page, as JSON."},
    {"cabled parse", "cabled parse --text - < page.html", "Its clean text alone."},
    {"cabled id", "cabled id 05RIO123", "Prints 05RIODEJANEIRO123."},
    {"cabled id", "cabled id \"Rio 123 of 2005\" 09OSLO1", "Several, in any form."},
    {"cabled codes", "cabled codes PREL rio", "What a TAG and a station are."},
    {"cabled codes", "cabled codes --json OEXC", "The same for a program."},
    {"cabled show", "cabled show 09OSLO1", "One cable with all that is known of it."},
    {"cabled show", "cabled show 09OSLO1 --format bib >> paper.bib", "Its entry for BibTeX."},
    {"cabled search", "cabled search \"fishing quota\" station:oslo from:2009-06",
     "Both words as one phrase, of one station, since June 2009."},
    {"cabled search", "cabled search harbour --format csv --limit 1000 > hits.csv",
     "A table of the hits."},
    {"cabled export", "cabled export --format csv > cables.csv", "All cables as a table."},
    {"cabled export", "cabled export --from 2009 --to 2010 | jq .subject",
     "JSON lines of one year."},
    {"cabled feed", "cabled feed --since 0", "All changes from the beginning, as JSON lines."},
    {"cabled feed", "cabled feed --follow --to sqlite:/srv/cables.db", "Keep a copy up to date."},
    {"cabled status", "cabled status", "What is stored, what is due, what is wrong."},
    {"cabled status", "cabled status --check || echo look",
     "For cron and monitoring: says what needs a person, else nothing."},
    {"cabled sources", "cabled sources", "What each source gave."},
    {"cabled sources", "cabled sources --json | jq .name", "Their names."},
    {"cabled sources add", "cabled sources add", "Which sources come with cabled."},
    {"cabled sources add", "cabled sources add scoop", "Write one into the configuration."},
    {"cabled sources pause", "cabled sources pause scoop",
     "Leave a site in peace; what is known of it stays."},
    {"cabled sources resume", "cabled sources resume scoop", "Go on there."},
    {"cabled sources check", "cabled sources check", "How all sources do; 1 when one drifts."},
    {"cabled sources check",
     "cabled sources check scoop https://www.scoop.co.nz/stories/WL0912/S00683.htm",
     "Which rule takes the page."},
    {"cabled why", "cabled why https://example.org/cable/1.html",
     "What became of a page, and when it is due."},
    {"cabled why", "cabled why --json https://example.org/cable/1.html", "The same for a program."},
    {"cabled url", "cabled url HTTP://Example.ORG:80/a/../b#c",
     "Prints http://example.org/b and what it is known by."},
    {"cabled url", "cabled url --jsonl < requests.jsonl", "Many, a request a line."},
    {"cabled robots", "cabled robots robots.txt https://example.org/a",
     "Whether a saved file allows a page."},
    {"cabled robots",
     "cabled robots https://example.org/robots.txt --agent other https://example.org/a",
     "Ask the live file for another crawler."},
    {"cabled migrate", "cabled migrate --database postgresql:///cables",
     "Make or update the tables of a server of your own."},
    {"cabled migrate", "cabled migrate --roles", "With roles for those who may only read."},
    {"cabled archive index", "cabled archive index > index.cdxj", "An index for replay tools."},
    {"cabled archive index", "cabled archive index other.warc.gz", "Of a file of your own."},
    {"cabled archive verify", "cabled archive verify", "Check every raw page that was kept."},
    {"cabled archive verify", "cabled archive verify other.warc.gz", "Check a file of your own."},
    {"cabled warc", "cabled warc crawl.warc.gz", "A line a record."},
    {"cabled warc", "cabled warc --json crawl.warc.gz | jq .uri", "The addresses in it."},
    {"cabled check", "cabled check", "All faults of the configuration at once."},
    {"cabled check", "cabled check --try scoop",
     "Fetch a page of each kind, and say what was found."},
    {"cabled serve", "cabled serve", "Read the cables at http://127.0.0.1:8089/."},
    {"cabled serve", "cabled serve --database postgresql://reader@db/cables",
     "Those of a server of your own."},
    {"cabled doctor", "cabled doctor", "Look the machine and the database over."},
    {"cabled doctor", "sudo -u cabled cabled doctor", "As the service sees it."},
    {"cabled completion",
     "cabled completion bash > ~/.local/share/bash-completion/completions/cabled",
     "For one user; packages bring it along."},
    {"cabled completion", "cabled completion fish > ~/.config/fish/completions/cabled.fish",
     "The same for fish."},
};

}  // namespace

std::span<const Example> examples_of(std::string_view command) {
  const auto is_of_it = [&](const Example& example) { return example.command == command; };
  const std::span<const Example> all(kExamples);
  const auto begin = std::ranges::find_if(all, is_of_it);
  const auto end = std::find_if_not(begin, all.end(), is_of_it);
  return all.subspan(static_cast<std::size_t>(begin - all.begin()),
                     static_cast<std::size_t>(end - begin));
}

}  // namespace cabled::cli
