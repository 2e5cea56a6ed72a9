#include "parsers/web/web_date.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "parsers/web/retry_after.h"

namespace cabled::web_date_test {
namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;

// 784111777 is the example of RFC 9110, counted from 1970.
constexpr sys_seconds kExample{seconds(784'111'777)};
// 2010-01-25 23:38:00
constexpr sys_seconds kNow{seconds(1'264'462'680)};

TEST(HttpDate, ReadsTheThreeFormsOfOneMoment) {
  EXPECT_EQ(read_http_date("Sun, 06 Nov 1994 08:49:37 GMT", kNow), kExample);
  EXPECT_EQ(read_http_date("Sunday, 06-Nov-94 08:49:37 GMT", kNow), kExample);
  EXPECT_EQ(read_http_date("Sun Nov  6 08:49:37 1994", kNow), kExample);
}

TEST(HttpDate, PutsTwoDigitYearsNoMoreThanFiftyYearsAhead) {
  EXPECT_EQ(read_http_date("Friday, 01-Jan-60 00:00:00 GMT", kNow),
            read_http_date("Thu, 01 Jan 2060 00:00:00 GMT", kNow));
  EXPECT_EQ(read_http_date("Friday, 01-Jan-61 00:00:00 GMT", kNow),
            read_http_date("Sun, 01 Jan 1961 00:00:00 GMT", kNow));
}

TEST(HttpDate, RefusesWhatIsNoDate) {
  for (const char* text : {"", "soon", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 EST",
                           "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
                           "Sun, 06 Nov 1994 08:60:00 GMT", "Sun, 06 Xxx 1994 08:49:37 GMT",
                           "Sun, 00 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 94a 08:49:37 GMT",
                           "Sun, 06 Nov 194 08:49:37 GMT", "1994-11-06T08:49:37Z"}) {
    EXPECT_EQ(read_http_date(text, kNow), std::nullopt) << text;
  }
}

TEST(W3cDate, ReadsEveryLengthOfTheProfile) {
  EXPECT_EQ(read_w3c_date("1994-11-06T08:49:37Z"), kExample);
  EXPECT_EQ(read_w3c_date("1994-11-06T09:49:37.999+01:00"), kExample);
  EXPECT_EQ(read_w3c_date(" 1994-11-06 03:49:37-0500\n"), kExample);
  EXPECT_EQ(read_w3c_date("1994-11-06T08:49:37"), kExample);
  EXPECT_EQ(read_w3c_date("1970-01-01T00:01Z"), sys_seconds(seconds(60)));
  EXPECT_EQ(read_w3c_date("1970"), sys_seconds(seconds(0)));
  EXPECT_EQ(read_w3c_date("1970-02"), sys_seconds(seconds(31 * 86400)));
  EXPECT_EQ(read_w3c_date("1970-02-01"), sys_seconds(seconds(31 * 86400)));
}

TEST(W3cDate, RefusesWhatIsNoDate) {
  for (const char* text : {"", "19", "1994-13", "1994-02-30", "1994-1-1", "1994-11-06-01", "T", "-",
                           "1994-11-06T", "1994-11-06T08", "1994-11-06T08:49:37+1", "yesterday"}) {
    EXPECT_EQ(read_w3c_date(text), std::nullopt) << text;
  }
}

TEST(MailDate, ReadsTheFormsOfRss) {
  EXPECT_EQ(read_mail_date("Sun, 06 Nov 1994 08:49:37 GMT"), kExample);
  EXPECT_EQ(read_mail_date("Sun, 6 Nov 1994 09:49:37 +0100 "), kExample);
  EXPECT_EQ(read_mail_date("6 November 94 03:49:37 EST"), kExample);
  EXPECT_EQ(read_mail_date("06 Nov 1994 08:49 XYZ"), kExample - seconds(37));
  EXPECT_EQ(read_mail_date("06 Nov 2094"), std::nullopt);
  EXPECT_EQ(read_mail_date(""), std::nullopt);
}

TEST(RetryAfter, TakesSecondsAndDates) {
  EXPECT_EQ(read_retry_after("120", kNow), seconds(120));
  EXPECT_EQ(read_retry_after(" 0 ", kNow), seconds(0));
  EXPECT_EQ(read_retry_after("Mon, 25 Jan 2010 23:39:00 GMT", kNow), seconds(60));
  EXPECT_EQ(read_retry_after("Monday, 25-Jan-10 23:39:00 GMT", kNow), seconds(60));
  EXPECT_EQ(read_retry_after("Mon Jan 25 23:39:00 2010", kNow), seconds(60));
}

TEST(RetryAfter, NeverWaitsForThePastNorForEver) {
  EXPECT_EQ(read_retry_after("Sun, 06 Nov 1994 08:49:37 GMT", kNow), seconds(0));
  EXPECT_EQ(read_retry_after("99999999999999999999999999", kNow), kMaxRetryAfter);
  EXPECT_EQ(read_retry_after("Fri, 31 Dec 9999 23:59:59 GMT", kNow), kMaxRetryAfter);
}

TEST(RetryAfter, SaysNothingForGarbage) {
  for (const char* text :
       {"", " ", "-1", "1.5", "10 minutes", "soon", "0x10", "Mon, 25 Jan 2010"}) {
    EXPECT_EQ(read_retry_after(text, kNow), std::nullopt) << text;
  }
}

TEST(WebDates, SurviveAnyBytes) {
  std::mt19937 random(7);
  static constexpr std::string_view kAlphabet = "0123456789::--+ ,TZJanGMT\xFF.";
  std::uniform_int_distribution<std::size_t> pick(0, kAlphabet.size() - 1);
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (int i = 0; i < round % 40; ++i) text += kAlphabet[pick(random)];
    read_http_date(text, kNow);
    read_w3c_date(text);
    read_mail_date(text);
    EXPECT_LE(read_retry_after(text, kNow).value_or(seconds(0)), kMaxRetryAfter);
  }
}

}  // namespace
}  // namespace cabled::web_date_test
