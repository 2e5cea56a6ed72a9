#include "daemon/schedule/crawl_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/config/load_config.h"
#include "db/frontier/frontier.h"

namespace cabled::crawl_rules_test {
namespace {

constexpr const char* kConfig = R"(
contact = "operator@example.org"
[fetch]
allow_private = ["10.0.0.0/8"]
[[source]]
name = "north"
seeds = ["http://north.example/list"]
index = ["/list-*"]
include = ["/stories/**"]
exclude = ["/stories/draft-*"]
aliases = ["m.north.example"]
depth = 2
allow_private = ["127.0.0.1"]
[[source]]
name = "all"
seeds = ["http://all.example/"]
)";

constexpr int kNorth = 4;
constexpr int kAll = 9;

CrawlRules rules() {
  const Config config = parse_config(kConfig, "test.toml").value();
  return CrawlRules::make(config, {{"north", kNorth}, {"all", kAll}}).value();
}

Url url(const std::string& text) { return Url::parse(text).value(); }

CrawlTask list_task(std::optional<int> source, const std::string& text, int depth = 0) {
  CrawlTask task(1, url(text), {1, 1});
  task.source_id = source;
  task.kind = db::UrlKind::kIndex;
  task.depth = depth;
  return task;
}

PageLinks links(const std::vector<std::string>& urls, const std::string& base = "") {
  return {base, "", urls};
}

std::vector<std::string> found(const CrawlTask& task, const PageLinks& links) {
  std::vector<std::string> urls;
  for (const db::NewUrl& row : rules().discover(task, links)) urls.push_back(row.url);
  return urls;
}

TEST(SourceRules, TakeIndexBeforeExcludeBeforeInclude) {
  const CrawlRules all = rules();
  const SourceRules& north = *all.find(kNorth);

  EXPECT_EQ(north.kind_of(url("http://north.example/list")), db::UrlKind::kIndex) << "a seed";
  EXPECT_EQ(north.kind_of(url("http://north.example/list-2")), db::UrlKind::kIndex);
  EXPECT_EQ(north.kind_of(url("http://north.example/stories/a/1")), db::UrlKind::kPage);
  EXPECT_EQ(north.kind_of(url("http://north.example/stories/draft-1")), std::nullopt);
  EXPECT_EQ(north.kind_of(url("http://north.example/about")), std::nullopt);
}

TEST(SourceRules, TakeTheHostsOfSeedsAndAliasesAlone) {
  const CrawlRules all = rules();
  const SourceRules& north = *all.find(kNorth);

  EXPECT_EQ(north.kind_of(url("http://m.north.example/stories/1")), db::UrlKind::kPage);
  EXPECT_EQ(north.kind_of(url("http://south.example/stories/1")), std::nullopt);
}

TEST(SourceRules, WithoutIncludeEveryPageOfTheHostIsWanted) {
  const CrawlRules all = rules();

  EXPECT_EQ(all.find(kAll)->kind_of(url("http://all.example/any/thing")), db::UrlKind::kPage);
}

TEST(SourceRules, NameTheRuleThatDecided) {
  const CrawlRules all = rules();
  const SourceRules& north = *all.find(kNorth);

  EXPECT_EQ(north.reason_for(url("http://north.example/list")), "seed");
  EXPECT_NE(north.reason_for(url("http://north.example/stories/draft-1")).find("draft"),
            std::string::npos);
  EXPECT_NE(north.reason_for(url("http://south.example/")).find("south.example"),
            std::string::npos);
}

TEST(CrawlRules, TellAllThatIsWrongWithAllSourcesByNameAndKey) {
  Source north;
  north.name = "north";
  north.seeds = {"http://north.example/"};
  north.include = {"cable/*", "/good/*", "[0-9]"};
  north.schedule = "sometimes";
  Source south = north;
  south.name = "south";
  south.include = {};
  south.schedule = "";
  south.allow_private = {"everything"};
  Config config;
  config.sources = {north, south};

  const auto rules = CrawlRules::make(config, {{"north", 1}, {"south", 2}});

  ASSERT_FALSE(rules.has_value());
  const std::string& told = rules.error().message;
  EXPECT_THAT(told, testing::HasSubstr("source 'north': include: URL pattern 'cable/*'"));
  EXPECT_THAT(told, testing::HasSubstr("\nsource 'north': include: URL pattern '[0-9]'"));
  EXPECT_THAT(told, testing::HasSubstr("\nsource 'north': schedule: 'sometimes'"));
  EXPECT_THAT(told, testing::HasSubstr("\nsource 'south': allow_private: 'everything'"));
}

TEST(CrawlRules, DiscoverWhatTheSourceWantsAndNothingTwice) {
  const CrawlTask task = list_task(kNorth, "http://north.example/list");

  EXPECT_EQ(
      found(task, links({"/stories/1", "stories/1", "/about", "http://south.example/stories/2",
                         "mailto:a@b.example", "/list", "/list-2"})),
      (std::vector<std::string>{"http://north.example/stories/1", "http://north.example/list-2"}));
}

// The memory of links may not change what is found, whatever page they stand on.
TEST(CrawlRules, DiscoverTheSameOnEveryPageUntilItIsCommitted) {
  const CrawlRules all = rules();
  const auto new_urls = [&](const std::string& page, const std::vector<std::string>& hrefs) {
    std::vector<std::string> urls;
    for (const db::NewUrl& row : all.discover_new(list_task(kNorth, page), links(hrefs))) {
      urls.push_back(row.url);
    }
    return urls;
  };
  using Urls = std::vector<std::string>;
  const Urls menu{"/about", "/stories/1",        "2", "http://south.example/stories/3", "?p=1",
                  "//x/y",  "../stories/draft-1"};

  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(new_urls("http://north.example/stories/0", menu),
              (Urls{"http://north.example/stories/1", "http://north.example/stories/2",
                    "http://north.example/stories/0?p=1"}));
    EXPECT_EQ(new_urls("http://north.example/list", menu), Urls{"http://north.example/stories/1"});
    EXPECT_EQ(new_urls("http://m.north.example/stories/9", {"/stories/1"}),
              Urls{"http://m.north.example/stories/1"});
  }
  all.committed_urls().enter("http://north.example/stories/1");

  EXPECT_EQ(new_urls("http://north.example/list", menu), Urls{});
  EXPECT_EQ(new_urls("http://north.example/stories/0", {"/stories/1", "2"}),
            Urls{"http://north.example/stories/2"});
  EXPECT_EQ(all.discover(list_task(kNorth, "http://north.example/list"), links(menu)).size(), 1U)
      << "whether a list leads anywhere hangs on all of its links";
}

// A host that a seed has led to is one of the source's from then on.
TEST(CrawlRules, WantTheLinksOfAHostThatWasJoinedMeanwhile) {
  const CrawlRules all = rules();
  const CrawlTask page = list_task(kNorth, "http://north.example/stories/0");
  const PageLinks away = links({"http://new.example/stories/1"});
  EXPECT_TRUE(all.discover_new(page, away).empty());

  all.find(kNorth)->follow_seed(url("http://new.example/list"));

  EXPECT_EQ(all.discover_new(page, away).size(), 1U);
}

TEST(CrawlRules, ResolveLinksAgainstTheBaseOfThePage) {
  const CrawlTask task = list_task(kNorth, "http://north.example/list");

  EXPECT_EQ(found(task, links({"1"}, "http://north.example/stories/")),
            std::vector<std::string>{"http://north.example/stories/1"});
}

TEST(CrawlRules, CountDepthAwayFromListsOnly) {
  const CrawlTask deep = list_task(kNorth, "http://north.example/list-9", 2);

  EXPECT_EQ(found(deep, links({"/stories/1", "/list-10"})),
            std::vector<std::string>{"http://north.example/list-10"});
}

TEST(CrawlRules, LeaveOutWhatTheFrontierCannotHold) {
  const CrawlTask task = list_task(kNorth, "http://north.example/list");

  EXPECT_TRUE(found(task, links({"/stories/" + std::string(2100, 'x')})).empty());
}

TEST(CrawlRules, TakeAllLinksToItsOwnHostFromAListOfNoSource) {
  const CrawlTask task = list_task(std::nullopt, "http://other.example/");
  const auto rows = rules().discover(task, links({"/a", "http://away.example/b"}));

  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].url, "http://other.example/a");
  EXPECT_EQ(rows[0].kind, db::UrlKind::kPage);
  EXPECT_EQ(rows[0].priority, db::kRequested) << "somebody asked for it";
}

TEST(CrawlRules, FindNothingOnAPageOfNoSource) {
  CrawlTask task = list_task(std::nullopt, "http://other.example/");
  task.kind = db::UrlKind::kPage;

  EXPECT_TRUE(found(task, links({"/a"})).empty());
}

TEST(CrawlRules, PutListsBeforePages) {
  const auto rows = rules().discover(list_task(kNorth, "http://north.example/list"),
                                     links({"/stories/1", "/list-2"}));

  ASSERT_EQ(rows.size(), 2U);
  EXPECT_GT(rows[0].priority, rows[1].priority);
}

TEST(CrawlRules, AllowPrivateAddressesToTheSourceThatNamesThem) {
  const CrawlRules all = rules();
  const auto texts = [&](std::optional<int> source) {
    std::vector<std::string> out;
    for (const AddressAllowance& allowed : all.allowed_private(source)) {
      out.push_back(allowed.text());
    }
    return out;
  };

  EXPECT_EQ(texts(std::nullopt), std::vector<std::string>{"10.0.0.0/8"});
  EXPECT_EQ(texts(kNorth), (std::vector<std::string>{"10.0.0.0/8", "127.0.0.1"}));
  EXPECT_EQ(all.find(77), nullptr) << "a source that is no longer configured";
}

TEST(CrawlRules, SeedEachSourceWithItsLists) {
  std::vector<std::string> urls;
  for (const db::NewUrl& row : rules().seeds()) {
    EXPECT_EQ(row.kind, db::UrlKind::kIndex);
    urls.push_back(row.url);
  }
  EXPECT_EQ(urls, (std::vector<std::string>{"http://north.example/list", "http://all.example/"}));
}

}  // namespace
}  // namespace cabled::crawl_rules_test
