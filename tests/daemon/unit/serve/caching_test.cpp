#include "daemon/serve/site/caching.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>

namespace cabled::serve::caching_test {
namespace {

HttpResponse page(std::string body) {
  HttpResponse response;
  response.body = std::move(body);
  set_last_modified(response, "2010-01-25T23:38:00.5Z");
  return response;
}

HttpRequest asking(std::map<std::string, std::string> headers) {
  return {.method = "GET", .path = "/", .query = {}, .headers = std::move(headers)};
}

std::optional<std::string> header(const HttpResponse& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return std::nullopt;
}

TEST(Caching, ATimeIsWrittenAsHttpHasIt) {
  EXPECT_EQ(header(page(""), "Last-Modified"), "Mon, 25 Jan 2010 23:38:00 GMT");
}

TEST(Caching, TheSameBytesHaveTheSameTagAndOthersAnother) {
  const auto tag = header(revalidated(asking({}), page("a")), "ETag");

  EXPECT_EQ(header(revalidated(asking({}), page("a")), "ETag"), tag);
  EXPECT_NE(header(revalidated(asking({}), page("b")), "ETag"), tag);
}

TEST(Caching, WhoHasThePageIsToldSo) {
  const std::string tag = header(revalidated(asking({}), page("a")), "ETag").value();
  const std::string strong = tag.substr(2);

  for (const std::string& list : {tag, strong, "\"other\", " + tag, std::string("*")}) {
    const HttpResponse answer = revalidated(asking({{"if-none-match", list}}), page("a"));
    EXPECT_EQ(answer.status, 304) << list;
    EXPECT_EQ(answer.body, "") << list;
    EXPECT_EQ(header(answer, "ETag"), tag) << list;
  }
  EXPECT_EQ(revalidated(asking({{"if-none-match", "\"other\""}}), page("a")).status, 200);
}

TEST(Caching, TheTimeCountsWhereNoTagIsGiven) {
  const auto status_since = [](const char* time) {
    return revalidated(asking({{"if-modified-since", time}}), page("a")).status;
  };

  EXPECT_EQ(status_since("Mon, 25 Jan 2010 23:38:00 GMT"), 304);
  EXPECT_EQ(status_since("Mon, 25 Jan 2010 23:37:59 GMT"), 200);
  EXPECT_EQ(status_since("yesterday"), 200);
  EXPECT_EQ(revalidated(asking({{"if-modified-since", "Mon, 25 Jan 2010 23:38:00 GMT"},
                                {"if-none-match", "\"other\""}}),
                        page("a"))
                .status,
            200);
}

TEST(Caching, WhatHasNoTimeOfChangeIsAskedForAnew) {
  HttpResponse state;
  state.body = "a";

  const HttpResponse answer = revalidated(asking({}), state);

  EXPECT_EQ(header(answer, "Cache-Control"), "no-cache");
  EXPECT_EQ(header(answer, "ETag"), std::nullopt);
}

}  // namespace
}  // namespace cabled::serve::caching_test
