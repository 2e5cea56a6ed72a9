#include "daemon/http/response_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "daemon/codec/gzip_member.h"

namespace cabled::test::response_writer_test {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

const std::string kLong(5000, 'a');

HttpResponse page(std::string body) {
  HttpResponse response;
  response.content_type = "text/html; charset=utf-8";
  response.body = std::move(body);
  return response;
}

AnswerForm asked(const std::string& method, const std::string& codings) {
  HttpRequest request;
  request.method = method;
  if (!codings.empty()) request.headers["accept-encoding"] = codings;
  return form_of(request);
}

std::string written(HttpResponse response, const AnswerForm& form) {
  return ResponseWriter().bytes(std::move(response), form);
}

std::string body_of(const std::string& bytes) { return bytes.substr(bytes.find("\r\n\r\n") + 4); }

TEST(ResponseWriter, PacksTextForWhoTakesItAndTellsCaches) {
  const std::string packed = written(page(kLong), asked("GET", "br, gzip;q=0.5"));
  EXPECT_THAT(packed, HasSubstr("\r\nContent-Encoding: gzip\r\n"));
  EXPECT_THAT(packed, HasSubstr("\r\nVary: Accept-Encoding\r\n"));
  EXPECT_EQ(open_gzip_member(body_of(packed), kLong.size())->bytes, kLong);
  const std::string plain = written(page(kLong), asked("GET", ""));
  EXPECT_THAT(plain, HasSubstr("\r\nVary: Accept-Encoding\r\n"));
  EXPECT_THAT(plain, EndsWith("\r\n\r\n" + kLong));
}

TEST(ResponseWriter, PacksForNobodyWhoDoesNotSaySo) {
  for (const char* codings : {"", "br", "gzip;q=0", "gzip; q=0.000", "*;q=0", "xgzip"}) {
    EXPECT_THAT(written(page(kLong), asked("GET", codings)), EndsWith(kLong)) << codings;
  }
  EXPECT_THAT(written(page(kLong), asked("GET", "*")), HasSubstr("Content-Encoding: gzip"));
}

TEST(ResponseWriter, LeavesAloneWhatIsSmallOrNoText) {
  EXPECT_THAT(written(page("short"), asked("GET", "gzip")), EndsWith("\r\n\r\nshort"));
  HttpResponse image = page(kLong);
  image.content_type = "image/png";
  EXPECT_THAT(written(image, asked("GET", "gzip")), Not(HasSubstr("Vary")));
}

TEST(ResponseWriter, SaysOfHeadWhatItSaysOfGet) {
  for (const char* codings : {"", "gzip"}) {
    const std::string get = written(page(kLong), asked("GET", codings));
    const std::string head = written(page(kLong), asked("HEAD", codings));
    EXPECT_EQ(body_of(head), "");
    const std::string length =
        "\r\nContent-Length: " + std::to_string(body_of(get).size()) + "\r\n";
    EXPECT_THAT(head, HasSubstr(length));
  }
}

TEST(ResponseWriter, WeakensATagOfBytesThatItChanges) {
  HttpResponse tagged = page(kLong);
  tagged.headers.emplace_back("ETag", "\"1\"");
  EXPECT_THAT(written(tagged, asked("GET", "gzip")), HasSubstr("\r\nETag: W/\"1\"\r\n"));
  EXPECT_THAT(written(tagged, asked("GET", "")), HasSubstr("\r\nETag: \"1\"\r\n"));
}

TEST(ResponseWriter, AddsToAVaryThatIsThere) {
  HttpResponse varied = page("a");
  varied.headers.emplace_back("vary", "Accept");
  EXPECT_THAT(written(varied, {}), HasSubstr("\r\nvary: Accept, Accept-Encoding\r\n"));
}

TEST(ResponseWriter, GivesNotModifiedNoBody) {
  HttpResponse same = page(kLong);
  same.status = 304;
  const std::string bytes = written(same, {});
  EXPECT_THAT(bytes, Not(HasSubstr("Content-Length")));
  EXPECT_EQ(body_of(bytes), "");
}

TEST(ResponseWriter, LetsNoValueBecomeALineOfItsOwn) {
  HttpResponse forged = page("a");
  forged.headers.emplace_back("Location", "/a\r\nSet-Cookie: b=c");
  EXPECT_THAT(written(forged, {}), HasSubstr("\r\nLocation: /a  Set-Cookie: b=c\r\n"));
}

}  // namespace
}  // namespace cabled::test::response_writer_test
