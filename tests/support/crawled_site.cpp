#include "tests/support/crawled_site.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <stdexcept>

#include "daemon/config/load_config.h"
#include "daemon/crawl/crawl.h"
#include "daemon/fetch/curl_fetcher.h"
#include "db/frontier/frontier.h"
#include "db/frontier/sources.h"

namespace cabled::test {
namespace {

std::string path_of(const std::string& head) {
  const std::size_t start = head.find(' ') + 1;
  return head.substr(start, head.find(' ', start) - start);
}

std::string host_of(const std::string& head) {
  static constexpr std::string_view kField = "Host: ";
  const std::size_t start = head.find(kField) + kField.size();
  return head.substr(start, head.find_first_of(":\r", start) - start);
}

std::filesystem::path new_folder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "cabled-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp");
  return pattern;
}

}  // namespace

std::string answer(const std::string& head, const std::string& body) {
  return fmt::format("HTTP/1.1 {}\r\nContent-Length: {}\r\n\r\n{}", head, body.size(), body);
}

std::string unending_answer(const std::string& head, const std::string& body) {
  return fmt::format("HTTP/1.0 {}\r\n\r\n{}", head, body);
}

std::string telegram_page(int serial) {
  return fmt::format(R"(<html><head><title>Cable</title></head><body><pre>
DE RUEHRK #0{0} 0611205
ZNR UUUUU ZZH
R 021205Z MAR 07
FM AMEMBASSY REYKJAVIK
TO RUEHC/SECSTATE WASHDC 3318

UNCLAS REYKJAVIK 000{0}

SIPDIS

E.O. 12958: N/A
TAGS: EFIS ECON IC
SUBJECT: HARBOR SEALS COUNTED FOR THE {0}TH TIME

1. (U) Summary: The harbor office counted {0} seals on the north mole and
has asked for a second pair of field glasses. End summary.

2. (U) Poloff went with the warden at low tide. He found {0} seals, all
asleep, and one dog that the warden had taken for a seal.

3. (U) Comment: The count will be made again in spring. End comment.
THORSDOTTIR
</pre></body></html>)",
                     serial);
}

CrawledSite::CrawledSite()
    : folder_(new_folder()), server_([this](const std::string& head) { return reply(head); }) {}

CrawledSite::~CrawledSite() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void CrawledSite::says(const std::string& path, std::vector<std::string> answers) {
  const std::lock_guard lock(mutex_);
  answers_[path] = std::move(answers);
  asked_[path] = 0;
}

std::string CrawledSite::url(const std::string& path, const std::string& host) const {
  return fmt::format("http://{}:{}{}", host, server_.port(), path);
}

void CrawledSite::configure(const std::string& settings) {
  const std::string text = fmt::format(
      R"(contact = "operator@example.org"
[[source]]
name = "site"
allow_private = ["127.0.0.1", "::1"]
delay = "0s"
{}
{})",
      settings.find("crawl_robots") == std::string::npos ? "crawl_robots = false" : "", settings);
  Result<Config> config = parse_config(text, "test.toml");
  if (!config) throw std::invalid_argument(config.error().message);
  config_ = std::move(*config);
}

Script CrawledSite::reply(const std::string& head) {
  const std::lock_guard lock(mutex_);
  std::string path = path_of(head);
  if (answers_.contains("//" + host_of(head) + path)) path = "//" + host_of(head) + path;
  const auto found = answers_.find(path);
  if (found == answers_.end()) return {Step::send(answer("404 Not Found", "none"))};
  const std::size_t n = std::min(asked_[path]++, found->second.size() - 1);
  const std::string& bytes = found->second[n];
  Script script{Step::send(bytes)};
  if (bytes.find("Content-Length:") == std::string::npos) script.push_back(Step::close());
  return script;
}

void CrawledSite::crawl() {
  db::Connection connection = database_.connect();
  const auto rows = db::transact(connection, [&](pqxx::work& tx) {
    return db::ensure_sources(tx, std::vector<std::string>{"site"});
  });
  ASSERT_TRUE(rows.has_value());
  const auto rules = std::make_shared<const CrawlRules>(
      CrawlRules::make(config_, {{"site", rows->at("site").id}}).value());
  const auto added =
      db::transact(connection, [&](pqxx::work& tx) { return db::add_urls(tx, rules->seeds()); });
  ASSERT_TRUE(added.has_value());
  std::vector<std::string> pins;
  for (const char* host : {"north.example", "www.north.example", "south.example"}) {
    pins.push_back(fmt::format("{}:{}:127.0.0.1", host, server_.port()));
  }
  PageArchiveOptions options;
  options.segments.folder = folder_;
  options.free_space_floor = 0;
  StageSigns signs;
  Crawl crawl(
      database_.target(), rules,
      std::make_unique<CurlFetcher>(CurlFetcherOptions{.user_agent = "test", .pinned_names = pins}),
      PageArchive::open(std::move(options)).value(), {.end = CrawlEnd::kIdle}, signs,
      [](std::span<const PageNote>) {});
  crawl.run({}, {});
}

void CrawledSite::make_all_due() {
  database_.run("UPDATE url SET due_at = now() - interval '1 second'");
  database_.run(
      "UPDATE host SET next_allowed_at = '-infinity', blocked_until = '-infinity', failures = 0");
}

std::string CrawledSite::request(const std::string& path, std::size_t n) const {
  for (const std::string& head : server_.request_heads()) {
    if (path_of(head) == path && n-- == 0) return head;
  }
  return "";
}

std::size_t CrawledSite::requests(const std::string& path) const {
  const auto heads = server_.request_heads();
  return static_cast<std::size_t>(
      std::ranges::count_if(heads, [&](const auto& head) { return path_of(head) == path; }));
}

std::string CrawledSite::fate(const std::string& path, const std::string& host) const {
  return database_.value("SELECT verdict || ' ' || coalesce(reason, '') FROM url WHERE url = '" +
                         url(path, host) + "'");
}

std::string CrawledSite::cables() const {
  return database_.value("SELECT string_agg(id, ' ' ORDER BY id) FROM cable");
}

}  // namespace cabled::test
