#include "daemon/pipeline/settle_page.h"

#include <gtest/gtest.h>

#include "daemon/config/load_config.h"

namespace cabled::settle_page_test {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr int kSource = 3;

CrawlRules rules() {
  const Config config = parse_config(R"(
contact = "operator@example.org"
[fetch]
attempts = 3
max_redirects = 2
[[source]]
name = "north"
seeds = ["http://north.example/"]
every = "2h"
revisit = "48h"
)",
                                     "test.toml")
                            .value();
  return CrawlRules::make(config, {{"north", kSource}}).value();
}

CrawlTask page_task(db::UrlKind kind = db::UrlKind::kPage) {
  CrawlTask task(11, Url::parse("http://north.example/stories/1").value(), {5, 2});
  task.source_id = kSource;
  task.kind = kind;
  return task;
}

FetchResponse answer(int status, std::string body, const std::string& fields = "") {
  FetchResponse response;
  response.status = status;
  response.response_head = "HTTP/1.1 " + std::to_string(status) + " X\r\n" + fields + "\r\n";
  response.body = std::move(body);
  return response;
}

ArchivedPage page_of(CrawlTask task, decltype(ArchivedPage::content) content) {
  const std::string url = task.url.text();
  return {std::move(task), url, {}, std::move(content)};
}

WriteJob settle(FetchFailure failed, CrawlTask task = page_task()) {
  return settle_page(page_of(std::move(task), std::move(failed)), rules());
}

WriteJob settle(FetchResponse response, CrawlTask task = page_task(), bool unchanged = false) {
  ArchivedResponse archived{
      std::move(response), Digest::of("payload"), {"segment.warc.gz", 0, 1}, unchanged};
  return settle_page(page_of(std::move(task), std::move(archived)), rules());
}

FetchFailure failure(FailureClass what, ErrorKind kind) { return {what, kind, "because"}; }

TEST(SettlePage, TriesAgainWhatTimeMayCure) {
  const auto write = settle(failure(FailureClass::kConnect, ErrorKind::kTransient)).write;

  EXPECT_EQ(write.ruling.verdict, db::Verdict::kPending);
  EXPECT_EQ(write.ruling.word(), "connect");
  EXPECT_EQ(write.ruling.detail.str(), "because");
  EXPECT_EQ(write.url->attempts, 1);
  EXPECT_EQ(write.url->due_in, minutes(1));
}

TEST(SettlePage, GivesUpAfterTheLastTry) {
  CrawlTask task = page_task();
  task.attempts = 2;

  const auto job = settle(failure(FailureClass::kTimeout, ErrorKind::kTransient), task);

  EXPECT_EQ(job.write.ruling.verdict, db::Verdict::kFailed);
  EXPECT_EQ(job.write.url->due_in, std::nullopt);
}

TEST(SettlePage, CountsNoTryThatWeCutOurselves) {
  const auto url = *settle(failure(FailureClass::kCancelled, ErrorKind::kTransient)).write.url;

  EXPECT_EQ(url.attempts, 0);
  EXPECT_EQ(url.due_in, milliseconds(0));
}

TEST(SettlePage, RefusesWhatPolicyOrTheSiteRefuses) {
  EXPECT_EQ(settle(failure(FailureClass::kTls, ErrorKind::kRefused)).write.ruling.verdict,
            db::Verdict::kRefused);
  EXPECT_EQ(settle(failure(FailureClass::kProtocol, ErrorKind::kInvalid)).write.ruling.verdict,
            db::Verdict::kFailed);
}

class StatusVerdict : public testing::TestWithParam<std::pair<int, db::Verdict>> {};

TEST_P(StatusVerdict, IsTheDocumentedOne) {
  const auto [status, verdict] = GetParam();

  const WriteJob job = settle(answer(status, ""));

  EXPECT_EQ(job.write.ruling.verdict, verdict);
  EXPECT_EQ(job.write.ruling.word(), "http_" + std::to_string(status));
  EXPECT_EQ(job.write.capture->outcome, db::Outcome::kHttpError);
}

INSTANTIATE_TEST_SUITE_P(
    Statuses, StatusVerdict,
    testing::Values(std::pair{401, db::Verdict::kRefused}, std::pair{402, db::Verdict::kRefused},
                    std::pair{403, db::Verdict::kRefused}, std::pair{404, db::Verdict::kFailed},
                    std::pair{407, db::Verdict::kRefused}, std::pair{408, db::Verdict::kPending},
                    std::pair{410, db::Verdict::kFailed}, std::pair{429, db::Verdict::kPending},
                    std::pair{451, db::Verdict::kRefused}, std::pair{500, db::Verdict::kPending},
                    std::pair{503, db::Verdict::kPending}, std::pair{599, db::Verdict::kPending}));

TEST(SettlePage, WaitsAsLongAsTheServerAsksButNoLessThanUsual) {
  EXPECT_EQ(settle(answer(503, "", "Retry-After: 7200\r\n")).write.url->due_in, hours(2));
  EXPECT_EQ(settle(answer(503, "", "Retry-After: 1\r\n")).write.url->due_in, minutes(1));
}

TEST(SettlePage, MakesARedirectionATaskOfItsOwn) {
  FetchResponse moved = answer(302, "");
  moved.redirect = Url::parse("http://north.example/stories/2");
  CrawlTask task = page_task();
  task.hops = 1;

  const WriteJob job = settle(moved, task);

  EXPECT_EQ(job.write.ruling.verdict, db::Verdict::kDuplicate);
  EXPECT_EQ(job.write.url->redirect_to.str(), "http://north.example/stories/2");
  ASSERT_EQ(job.write.discovered.size(), 1U);
  EXPECT_EQ(job.write.discovered[0].url, "http://north.example/stories/2");
  EXPECT_EQ(job.write.discovered[0].hops, 2);
}

// As browsers do: what the site's own forms would send it.
TEST(SettlePage, AsksForQueriesInTheCharsetOfThePageThatLinks) {
  const WriteJob job = settle(answer(200, "<a href='/\xCC\xE8\xF0?x=\xCC\xE8\xF0&y=&eacute;'>x</a>",
                                     "Content-Type: text/html; charset=windows-1251\r\n"),
                              page_task(db::UrlKind::kIndex));

  ASSERT_EQ(job.write.discovered.size(), 1U);
  EXPECT_EQ(job.write.discovered[0].url,
            "http://north.example/%D0%9C%D0%B8%D1%80?x=%CC%E8%F0&y=%26%23233%3B");
}

TEST(SettlePage, FollowsNoMoreRedirectionsThanAllowed) {
  FetchResponse moved = answer(302, "");
  moved.redirect = Url::parse("http://north.example/stories/2");
  CrawlTask task = page_task();
  task.hops = 2;

  const WriteJob job = settle(moved, task);

  EXPECT_EQ(job.write.ruling.verdict, db::Verdict::kFailed);
  EXPECT_EQ(job.write.ruling.word(), "too_many_redirects");
  EXPECT_TRUE(job.write.discovered.empty());
}

TEST(SettlePage, KeepsTheVerdictOfAPageThatGaveACableOnce) {
  CrawlTask task = page_task();
  task.verdict = db::Verdict::kStored;

  for (const int status : {404, 403, 410}) {
    const WriteJob job = settle(answer(status, ""), task);
    EXPECT_EQ(job.write.ruling.verdict, db::Verdict::kStored) << status;
    EXPECT_EQ(job.write.ruling.word(), "http_" + std::to_string(status));
    EXPECT_EQ(job.write.url->revisit, hours(48)) << "it is looked at again";
  }
}

TEST(SettlePage, RenewsSightingsOfWhatHasNotChanged) {
  CrawlTask task = page_task();
  task.verdict = db::Verdict::kStored;
  task.last_payload = Digest::of("payload");

  const WriteJob out = settle(answer(304, "", "ETag: \"b\"\r\n"), task, true);

  ASSERT_TRUE(out.write.unchanged.has_value());
  EXPECT_EQ(out.write.ruling.verdict, db::Verdict::kStored);
  EXPECT_EQ(out.write.ruling.word(), "unchanged");
  EXPECT_EQ(out.write.url->validators->etag.str(), "\"b\"");
  EXPECT_FALSE(out.write.capture.has_value());
}

TEST(SettlePage, ReadsAListForItsLinksAndComesBack) {
  const WriteJob job =
      settle(answer(200, "<a href=/stories/9>x</a>", "Content-Type: text/html\r\n"),
             page_task(db::UrlKind::kIndex));

  EXPECT_EQ(job.write.ruling.verdict, db::Verdict::kRead);
  EXPECT_EQ(job.write.url->due_in, hours(2));
  ASSERT_EQ(job.write.discovered.size(), 1U);
  EXPECT_EQ(job.write.discovered[0].url, "http://north.example/stories/9");
}

TEST(SettlePage, LooksAgainAtAListThatFailed) {
  const WriteJob job = settle(answer(404, ""), page_task(db::UrlKind::kIndex));

  EXPECT_EQ(job.write.ruling.verdict, db::Verdict::kFailed);
  EXPECT_EQ(job.write.url->due_in, hours(2));
}

TEST(SettlePage, FailsABodyWhoseCodingIsDamaged) {
  const WriteJob job =
      settle(answer(200, std::string("\x1f\x8b\x08\x00\xff\xff\xff\xff\x00\x03\xff\xfe\x00", 13),
                    "Content-Encoding: gzip\r\n"));

  EXPECT_EQ(job.write.ruling.verdict, db::Verdict::kFailed);
  EXPECT_EQ(job.write.ruling.word(), "content_coding");
  EXPECT_EQ(db::rule_of(job.write.ruling.reason).stage, "decode");
  EXPECT_EQ(job.write.capture->outcome, db::Outcome::kError);
}

TEST(SettlePage, FlagsABodyThatNothingProvesToBeWhole) {
  FetchResponse response = answer(200, "<p>a</p>");
  response.length_unverified = true;

  EXPECT_EQ(settle(response).write.capture->flags, std::vector<std::string>{"length_unverified"});
}

TEST(SettlePage, ReadsABodyThatIsNotCodedAsItSaysAndFlagsIt) {
  const WriteJob job = settle(answer(200, "<a href=/stories/9>x</a>", "Content-Encoding: gzip\r\n"),
                              page_task(db::UrlKind::kIndex));

  EXPECT_EQ(job.write.ruling.verdict, db::Verdict::kRead);
  EXPECT_EQ(job.write.capture->flags, std::vector<std::string>{"mislabelled_coding"});
}

TEST(SettlePage, SaysWhyAPageIsNoCable) {
  const WriteJob job = settle(answer(200, "", "Content-Type: text/html\r\n"));

  EXPECT_EQ(job.write.ruling.verdict, db::Verdict::kRefused);
  EXPECT_EQ(job.write.ruling.word(), "not_a_cable");
  EXPECT_EQ(job.write.ruling.detail.str(), "empty_page");
  EXPECT_EQ(db::rule_of(job.write.ruling.reason).stage, "locate");
}

TEST(SettlePage, FailsAPageThatNeedsTooMuchMemory) {
  std::string heavy;
  for (int i = 0; i < 20'000; ++i) heavy += "<i id=" + std::to_string(i) + "></x><p>";

  const WriteJob job = settle(answer(200, heavy, "Content-Type: text/html\r\n"));

  EXPECT_EQ(job.write.ruling.verdict, db::Verdict::kFailed);
  EXPECT_EQ(job.write.ruling.word(), "unreadable");
}

TEST(SettlePage, TakesAnImportedFileWithoutAFrontier) {
  ArchivedImport imported{
      {"<p>news</p>", "", 200, {}}, Digest::of("payload"), {"segment.warc.gz", 0, 1}};

  const WriteJob out =
      settle_page({ImportTicket{7}, "file:///a.html", {}, std::move(imported)}, rules());

  EXPECT_EQ(out.ticket, 7U);

  EXPECT_FALSE(out.write.url.has_value());
  EXPECT_FALSE(out.write.lease.has_value());
  EXPECT_TRUE(out.write.capture->imported);
  EXPECT_EQ(out.write.ruling.verdict, db::Verdict::kRefused);
}

TEST(SettlePage, WaitsForAnotherDayWhenAGateStandsInThePagesPlace) {
  const WriteJob job =
      settle(answer(200, "<title>Just a moment...</title><p>Verify you are human</p>",
                    "Content-Type: text/html\r\n"));

  EXPECT_EQ(job.write.ruling.verdict, db::Verdict::kPending);
  EXPECT_EQ(job.write.ruling.reason, db::Reason::kBlockPage);
  EXPECT_EQ(job.write.ruling.rejection_word(), "captcha");
  EXPECT_EQ(job.write.capture->outcome, db::Outcome::kBlockPage);
}

TEST(RefuseByRobots, IsARefusalOfThatName) {
  const WriteJob job = refuse_by_robots(page_task(), rules(), Credit());

  EXPECT_EQ(job.write.ruling.verdict, db::Verdict::kRefused);
  EXPECT_EQ(job.write.ruling.word(), "robots");
  EXPECT_FALSE(job.write.capture.has_value());
}

}  // namespace
}  // namespace cabled::settle_page_test
