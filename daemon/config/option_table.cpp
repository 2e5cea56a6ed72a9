#include "daemon/config/option_table.h"

#include <fmt/ranges.h>

#include <array>

namespace cabled {
namespace {

// Milliseconds, the unit of every duration's limits.
constexpr std::uint64_t kSecond = 1000;
constexpr std::uint64_t kMinute = 60 * kSecond;
constexpr std::uint64_t kHour = 60 * kMinute;
constexpr std::uint64_t kDay = 24 * kHour;
constexpr std::uint64_t kYear = 366 * kDay;
constexpr std::uint64_t kMebi = (1_MiB).count;
constexpr std::uint64_t kGibi = (1_GiB).count;

using C = Config;
using S = Source;
using T = OptionTarget;

// A lambda a line, so that key, limits and place cannot be told apart by mistake.
constexpr auto kGlobal = std::to_array<Option<Config>>({
    {"state_dir", "Folder for the archive of raw pages and the embedded database", 0, 0,
     "/var/lib/cabled for root and the service, $XDG_STATE_HOME/cabled for others",
     [](C& c) -> T { return &c.state_dir; }},
    {"user_agent", "Name sent to web servers; the contact is added to it", 0, 0,
     "cabled/ and its version", [](C& c) -> T { return &c.user_agent; }},
    {"contact",
     "Mail address or URL by which a site's operator reaches whoever runs this daemon; "
     "needed before anything beyond this machine is crawled",
     0, 0, "", [](C& c) -> T { return &c.contact; }},
    {"log.level", "Lowest level that is logged: trace, debug, info, warning, error or off", 0, 0,
     "", [](C& c) -> T { return &c.log.level; }},
    {"log.format",
     "Format of the log: text, json, or auto (the journal's when it reads us, else text)", 0, 0, "",
     [](C& c) -> T { return &c.log.format; }},
    {"database.url", "PostgreSQL to use, as a URI or a libpq keyword string without a password", 0,
     0, "a private database in the state directory", [](C& c) -> T { return &c.database.url; }},
    {"database.password_file",
     "File that holds the password of database.url and nothing else; "
     "others may not read it",
     0, 0, "libpq's own means: ~/.pgpass or a service file",
     [](C& c) -> T { return &c.database.password_file; }},
    {"fetch.connections", "Transfers at the same time, over all hosts", 1, 1000, "",
     [](C& c) -> T { return &c.fetch.connections; }},
    {"fetch.per_host", "Transfers at the same time from one host", 1, 16, "",
     [](C& c) -> T { return &c.fetch.per_host; }},
    {"fetch.delay", "Pause between two requests to one host; a longer Crawl-delay is obeyed", 0,
     kDay, "", [](C& c) -> T { return &c.fetch.delay; }},
    {"fetch.auto_throttle",
     "Lengthen the pause between requests when a host's answers slow down; a pause of 0 stays 0", 0,
     0, "", [](C& c) -> T { return &c.fetch.auto_throttle; }},
    {"fetch.max_delay", "Longest pause that slow answers alone can cause", 0, kDay, "",
     [](C& c) -> T { return &c.fetch.max_delay; }},
    {"fetch.rest",
     "First pause for a host that asks to slow down or keeps failing; doubled each time",
     kSecond / 10, kDay, "", [](C& c) -> T { return &c.fetch.rest; }},
    {"fetch.max_rest", "Longest pause for a failing host", kSecond, 30 * kDay, "",
     [](C& c) -> T { return &c.fetch.max_rest; }},
    {"fetch.bandwidth",
     "Bytes a second received from all hosts together, on average; 0 is no limit", 0, 1024 * kGibi,
     "", [](C& c) -> T { return &c.fetch.bandwidth; }},
    {"fetch.connect_timeout", "Longest time for name, connection and TLS handshake", kSecond / 10,
     10 * kMinute, "", [](C& c) -> T { return &c.fetch.connect_timeout; }},
    {"fetch.total_timeout", "Longest time for a whole transfer", kSecond, kDay, "",
     [](C& c) -> T { return &c.fetch.total_timeout; }},
    {"fetch.low_speed_time", "A transfer below low_speed_limit for this long is given up", kSecond,
     kHour, "", [](C& c) -> T { return &c.fetch.low_speed_time; }},
    {"fetch.low_speed_limit", "Bytes a second below which a transfer counts as stalled", 1, kMebi,
     "", [](C& c) -> T { return &c.fetch.low_speed_limit; }},
    {"fetch.max_body", "Largest response accepted, before and after decompression", 1024, kGibi, "",
     [](C& c) -> T { return &c.fetch.max_body; }},
    {"fetch.max_redirects", "Redirects followed for one page; each is judged like a link", 0, 20,
     "", [](C& c) -> T { return &c.fetch.max_redirects; }},
    {"fetch.allow_private",
     "Hosts, addresses and CIDR ranges that may be fetched although they "
     "are not public",
     0, 0, "", [](C& c) -> T { return &c.fetch.allow_private; }},
    {"fetch.proxy",
     "Proxy for all transfers, as a URL without user and password; it looks names up, so it "
     "must refuse private addresses itself",
     0, 0, "", [](C& c) -> T { return &c.fetch.proxy; }},
    {"fetch.proxy_credentials_file",
     "File that holds USER:PASSWORD for the proxy and nothing else; others may not read it", 0, 0,
     "none are sent", [](C& c) -> T { return &c.fetch.proxy_credentials_file; }},
    {"fetch.attempts", "Tries before a page that fails is given up until its next visit", 1, 20, "",
     [](C& c) -> T { return &c.fetch.attempts; }},
    {"parse.threads", "Pages parsed at the same time; 0 is one less than the machine has cores", 0,
     256, "", [](C& c) -> T { return &c.parse.threads; }},
    {"parse.memory", "Memory for one page's tree; a page that needs more is set aside", kMebi,
     16 * kGibi, "", [](C& c) -> T { return &c.parse.memory; }},
    {"parse.cpu_time", "Time for one page's tree; a page that needs more is set aside",
     kSecond / 10, 10 * kMinute, "", [](C& c) -> T { return &c.parse.cpu_time; }},
    {"archive.segment_size", "Size at which a file of raw pages is closed and a new one begun",
     kMebi, 1024 * kGibi, "", [](C& c) -> T { return &c.archive.segment_size; }},
    {"archive.segment_age", "Age at which a file of raw pages is closed", kSecond, kYear, "",
     [](C& c) -> T { return &c.archive.segment_age; }},
    {"archive.disk_floor", "Fetching pauses while less than this is free on the disk", 0,
     1024 * kGibi, "", [](C& c) -> T { return &c.archive.disk_floor; }},
    {"archive.keep_for",
     "Age at which a closed file of raw pages is deleted; 0s keeps them forever", 0, 100 * kYear,
     "", [](C& c) -> T { return &c.archive.keep_for; }},
    {"archive.keep_size",
     "While the archive is larger than this, closed files are deleted, the oldest first; 0B sets "
     "no bound",
     0, 1024 * kGibi, "", [](C& c) -> T { return &c.archive.keep_size; }},
    {"archive.delete_needed",
     "Let keep_for and keep_size delete files of pages that the database refers to as well; those "
     "pages can then not be parsed again",
     0, 0, "", [](C& c) -> T { return &c.archive.delete_needed; }},
    {"pipeline.pages", "Pages between fetching and the database at one time", 1, 100'000, "",
     [](C& c) -> T { return &c.pipeline.pages; }},
    {"pipeline.bytes", "Bytes of those pages", kMebi, 64 * kGibi, "",
     [](C& c) -> T { return &c.pipeline.bytes; }},
    {"write.connections",
     "Transactions in which an import stores pages at the same time; a crawl has one", 1, 64, "",
     [](C& c) -> T { return &c.write.connections; }},
    {"write.batch_rows", "Pages stored in one transaction", 1, 100'000, "",
     [](C& c) -> T { return &c.write.batch_rows; }},
    {"write.batch_time", "Longest time that a page waits for its batch to fill", 1, kMinute, "",
     [](C& c) -> T { return &c.write.batch_time; }},
    {"robots.respect", "Obey robots.txt; turn it off only for your own sites", 0, 0, "",
     [](C& c) -> T { return &c.robots.respect; }},
    {"serve.listen", "Address and port of the web reader, or unix:/path of a socket", 0, 0, "",
     [](C& c) -> T { return &c.serve.listen; }},
    {"serve.base_path", "Path below which a reverse proxy shows the web reader: /cables", 0, 0, "",
     [](C& c) -> T { return &c.serve.base_path; }},
    {"serve.hosts",
     "Names under which the web reader may be asked for, beside the address that it listens on and "
     "localhost; requests for other names are refused",
     0, 0, "", [](C& c) -> T { return &c.serve.hosts; }},
    {"serve.title", "Name of the collection, at the head of every page", 0, 0, "",
     [](C& c) -> T { return &c.serve.title; }},
    {"serve.contact", "Mail address or URL of whoever runs the web reader, at the foot of pages", 0,
     0, "none is shown", [](C& c) -> T { return &c.serve.contact; }},
    {"serve.query_timeout", "Longest time for one question to the database", kSecond / 10,
     10 * kMinute, "", [](C& c) -> T { return &c.serve.query_timeout; }},
    {"serve.connections",
     "Connections to the database, and requests answered at the same time; four times as many wait",
     1, 256, "", [](C& c) -> T { return &c.serve.connections; }},
    {"metrics.listen",
     "Address and port at which the daemon gives /metrics, /healthz and /readyz, or unix:/path", 0,
     0, "they are not given", [](C& c) -> T { return &c.metrics.listen; }},
});

constexpr auto kSource = std::to_array<Option<Source>>({
    {"name", "Name of the source: lower-case letters, digits, '-' and '_'", 0, 0, "it must be set",
     [](S& s) -> T { return &s.name; }},
    {"seeds",
     "URLs of pages where the crawl begins; needed unless there are sitemaps, feeds, archives or "
     "templates",
     0, 0, "", [](S& s) -> T { return &s.seeds; }},
    {"index", "Patterns of pages that list cables and are visited again every `every`", 0, 0, "",
     [](S& s) -> T { return &s.index; }},
    {"sitemaps", "URLs of sitemaps; those that robots.txt names need no entry", 0, 0, "",
     [](S& s) -> T { return &s.sitemaps; }},
    {"feeds", "URLs of RSS or Atom feeds", 0, 0, "", [](S& s) -> T { return &s.feeds; }},
    {"archives", "URLs of CDX queries to a web archive; the captures listed are fetched raw", 0, 0,
     "", [](S& s) -> T { return &s.archives; }},
    {"templates", "URLs with numbers written as {00001..02000} and months as {yymm:0301..1002}", 0,
     0, "", [](S& s) -> T { return &s.templates; }},
    {"template_misses", "Missing pages in a row after which a template's numbers are given up", 1,
     10'000, "", [](S& s) -> T { return &s.template_misses; }},
    {"robots_sitemaps", "Read the sitemaps that robots.txt names", 0, 0, "",
     [](S& s) -> T { return &s.robots_sitemaps; }},
    {"include", "Patterns of pages that may hold cables", 0, 0, "",
     [](S& s) -> T { return &s.include; }},
    {"exclude", "Patterns of pages that are never fetched", 0, 0, "",
     [](S& s) -> T { return &s.exclude; }},
    {"profile", "How cables are found on its pages: a profile's name, or auto", 0, 0, "",
     [](S& s) -> T { return &s.profile; }},
    {"aliases", "Other hosts that serve the same pages", 0, 0, "",
     [](S& s) -> T { return &s.aliases; }},
    {"depth", "Links followed from a seed before a page is too far away", 0, 1000, "",
     [](S& s) -> T { return &s.depth; }},
    {"every", "Time between visits to seeds and index pages", kMinute, kYear, "",
     [](S& s) -> T { return &s.every; }},
    {"schedule",
     "When lists are visited, instead of `every`: cron (`30 4 * * mon-fri`) or calendar (`hourly`, "
     "`daily 04:30`, `weekly mon 04:30`, `monthly 1 04:30`)",
     0, 0, "every `every`", [](S& s) -> T { return &s.schedule; }},
    {"time_zone", "Time zone of the schedule, by its name: Europe/Berlin", 0, 0, "",
     [](S& s) -> T { return &s.time_zone; }},
    {"jitter", "Random time added to each visit of a list, so that sites are not hit on the hour",
     0, kDay, "", [](S& s) -> T { return &s.jitter; }},
    {"revisit", "Time until a stored page is visited again; then adapted to how often it changes",
     kMinute, 10 * kYear, "", [](S& s) -> T { return &s.revisit; }},
    {"revisit_min", "Shortest time between visits to a page that changes", kMinute, 10 * kYear, "",
     [](S& s) -> T { return &s.revisit_min; }},
    {"revisit_max", "Longest time between visits to a page that does not change", kMinute,
     10 * kYear, "", [](S& s) -> T { return &s.revisit_max; }},
    {"priority", "Higher is fetched first", 0, 100, "", [](S& s) -> T { return &s.priority; }},
    {"delay", "Pause between two requests to one host of this source", 0, kDay, "fetch.delay",
     [](S& s) -> T { return &s.delay; }},
    {"per_host", "Transfers at the same time from one host of this source", 1, 16, "fetch.per_host",
     [](S& s) -> T { return &s.per_host; }},
    {"allow_private", "As fetch.allow_private, for this source", 0, 0, "fetch.allow_private",
     [](S& s) -> T { return &s.allow_private; }},
    {"verify_tls", "Refuse servers whose certificate does not prove who they are", 0, 0, "",
     [](S& s) -> T { return &s.verify_tls; }},
    {"crawl_robots", "Obey robots.txt of this source", 0, 0, "robots.respect",
     [](S& s) -> T { return &s.crawl_robots; }},
});

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

struct TomlWriter {
  std::string operator()(const std::string* text) const { return in_quotes(*text); }
  std::string operator()(const std::filesystem::path* path) const {
    return in_quotes(path->string());
  }
  std::string operator()(const bool* flag) const { return *flag ? "true" : "false"; }
  std::string operator()(const int* number) const { return fmt::format("{}", *number); }
  std::string operator()(const std::chrono::milliseconds* duration) const {
    return in_quotes(format_duration(*duration));
  }
  std::string operator()(const Bytes* bytes) const { return in_quotes(format_bytes(*bytes)); }
  std::string operator()(const std::vector<std::string>* list) const {
    std::vector<std::string> items;
    for (const std::string& item : *list) items.push_back(in_quotes(item));
    return fmt::format("[{}]", fmt::join(items, ", "));
  }
};

struct TypeNamer {
  std::string_view operator()(const std::string*) const { return "text"; }
  std::string_view operator()(const std::filesystem::path*) const { return "path"; }
  std::string_view operator()(const bool*) const { return "true or false"; }
  std::string_view operator()(const int*) const { return "integer"; }
  std::string_view operator()(const std::chrono::milliseconds*) const { return "duration"; }
  std::string_view operator()(const Bytes*) const { return "size"; }
  std::string_view operator()(const std::vector<std::string>*) const { return "list of text"; }
};

}  // namespace

std::span<const Option<Config>> global_options() { return kGlobal; }
std::span<const Option<Source>> source_options() { return kSource; }

std::string_view type_name(const OptionTarget& target) { return std::visit(TypeNamer{}, target); }

std::string toml_value(const OptionTarget& target) { return std::visit(TomlWriter{}, target); }

}  // namespace cabled
