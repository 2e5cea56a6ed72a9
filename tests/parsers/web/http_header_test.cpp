#include "parsers/web/http_header.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace cabled::http_header_test {
namespace {

HttpHead head_with(std::string_view fields) {
  return read_http_head("HTTP/1.1 200 OK\r\n" + std::string(fields) + "\r\n").value();
}

TEST(HttpHead, ReadsStatusLineAndFields) {
  const HttpHead head =
      head_with("Content-Type:  text/html \r\nX-Empty:\r\ncontent-length: 12\r\n");

  EXPECT_EQ(head.version, "HTTP/1.1");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.reason, "OK");
  EXPECT_EQ(head.header.fields,
            (std::vector<HeaderField>{
                {"Content-Type", "text/html"}, {"X-Empty", ""}, {"content-length", "12"}}));
  EXPECT_EQ(head.content_length, 12U);
  EXPECT_TRUE(head.header.faults.empty());
  EXPECT_EQ(*head.header.find("CONTENT-TYPE"), "text/html");
  EXPECT_EQ(head.header.find("Location"), nullptr);
}

TEST(HttpHead, TakesLinesThatEndInLfAlone) {
  const HttpHead head = read_http_head("HTTP/1.0 404\nA: b\n\nbody: not a field\n").value();

  EXPECT_EQ(head.status, 404);
  EXPECT_EQ(head.reason, "");
  EXPECT_EQ(head.header.fields, (std::vector<HeaderField>{{"A", "b"}}));
}

TEST(HttpHead, RefusesWhatHasNoStatusLine) {
  for (const char* text :
       {"", "\r\n", "HTTP/1.1\r\n\r\n", "HTTP/1.1 2 OK\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 099 x\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "<html>", "ICY 200 OK\r\n\r\n",
        " HTTP/1.1 200 OK\r\n\r\n"}) {
    const auto head = read_http_head(text);
    ASSERT_FALSE(head.has_value()) << text;
    EXPECT_EQ(head.error().kind, ErrorKind::kInvalid);
  }
}

TEST(HttpHead, RefusesAHeadLongerThanTheLimit) {
  std::string head = "HTTP/1.1 200 OK\r\n";
  while (head.size() < kMaxHeadBytes) head += "X-Filler: " + std::string(1000, 'x') + "\r\n";

  EXPECT_FALSE(read_http_head(head + "\r\n").has_value());
  EXPECT_TRUE(read_http_head("HTTP/1.1 200 OK\r\n\r\n" + head).has_value());
}

TEST(HttpHead, FindsAmbiguousLengths) {
  struct Case {
    const char* fields;
    HeaderFault fault;
  };
  for (const auto& [fields, fault] : std::vector<Case>{
           {"Content-Length: 50\r\nContent-Length: 5\r\n", HeaderFault::kContradictoryLength},
           {"Content-Length: 5, 6\r\n", HeaderFault::kContradictoryLength},
           {"Content-Length: 5x\r\n", HeaderFault::kBadLength},
           {"Content-Length: -5\r\n", HeaderFault::kBadLength},
           {"Content-Length:\r\n", HeaderFault::kBadLength},
           {"Content-Length: 5\r\nContent-Length: x\r\n", HeaderFault::kBadLength},
           {"Content-Length: 99999999999999999999\r\n", HeaderFault::kBadLength},
           {"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", HeaderFault::kLengthAndCoding},
           {"Transfer-Encoding: chunked, gzip\r\n", HeaderFault::kBadTransferCoding},
           {"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
            HeaderFault::kBadTransferCoding},
           {"Location: /a\r\nLocation: /b\r\n", HeaderFault::kTwoLocations},
       }) {
    const HttpHead head = head_with(fields);
    EXPECT_EQ(head.ambiguity(), fault) << fields;
    EXPECT_EQ(head.content_length, std::nullopt) << fields;
  }
}

TEST(HttpHead, TakesARepeatedLengthForOne) {
  const HttpHead head =
      head_with("Content-Length: 5\r\nContent-Length: 5\r\nContent-Length: 005\r\n");

  EXPECT_EQ(head.content_length, 5U);
  EXPECT_TRUE(head.header.has_fault(HeaderFault::kRepeatedLength));
  EXPECT_EQ(head.ambiguity(), std::nullopt);
}

TEST(HttpHead, KnowsAChunkedBody) {
  EXPECT_TRUE(head_with("Transfer-Encoding: gzip, Chunked\r\n").chunked);
  EXPECT_EQ(head_with("Transfer-Encoding: gzip, Chunked\r\n").ambiguity(), std::nullopt);
  EXPECT_FALSE(head_with("").chunked);
}

TEST(HttpFields, JoinsFoldedLinesByOneBlank) {
  const HttpFields header = read_header_fields("A: one\r\n\t two\r\n   \r\nB: x\r\n\r\n");

  EXPECT_EQ(header.fields, (std::vector<HeaderField>{{"A", "one two"}, {"B", "x"}}));
  EXPECT_EQ(header.faults, (std::vector<HeaderFault>{HeaderFault::kFolded}));
}

TEST(HttpFields, NotesBadBytesAndLines) {
  const auto faults = [](std::string_view block) { return read_header_fields(block).faults; };
  using Faults = std::vector<HeaderFault>;

  EXPECT_EQ(faults(std::string_view("A: b\0c\r\n\r\n", 10)), Faults{HeaderFault::kNul});
  EXPECT_EQ(faults("A: b\rc\r\n\r\n"), Faults{HeaderFault::kBareCarriageReturn});
  EXPECT_EQ(faults("A: b\r\r\n\r\n"), Faults{HeaderFault::kBareCarriageReturn});
  EXPECT_EQ(faults("A: b\x01\r\n\r\n"), Faults{HeaderFault::kControlCharacter});
  EXPECT_EQ(faults("nothing\r\nA: b\r\n\r\n"), Faults{HeaderFault::kNoColon});
  EXPECT_EQ(faults("A : b\r\n\r\n"), Faults{HeaderFault::kBadName});
  EXPECT_EQ(faults(": b\r\n\r\n"), Faults{HeaderFault::kBadName});
  EXPECT_EQ(faults("A: b\r\n"), Faults{HeaderFault::kUnfinished});
  EXPECT_EQ(faults("A: b\tc\r\n\r\n"), Faults{});
}

TEST(HttpFields, StopsAtAThousand) {
  std::string block;
  for (int i = 0; i < 1001; ++i) block += "A: b\r\n";
  const HttpFields header = read_header_fields(block + "\r\n");

  EXPECT_EQ(header.fields.size(), 1000U);
  EXPECT_TRUE(header.has_fault(HeaderFault::kTooManyFields));
}

TEST(HeaderBlockSize, EndsWithTheFirstEmptyLine) {
  EXPECT_EQ(header_block_size("A: b\r\n\r\nbody\r\n\r\n"), 8U);
  EXPECT_EQ(header_block_size("A: b\n\nbody"), 6U);
  EXPECT_EQ(header_block_size("\r\nbody"), 2U);
  EXPECT_EQ(header_block_size("A: b\r\n"), std::nullopt);
  EXPECT_EQ(header_block_size("A: b\r\n\r"), std::nullopt);
  EXPECT_EQ(header_block_size(""), std::nullopt);
}

TEST(HttpHead, SurvivesAnyBytesAndAnyCut) {
  std::mt19937 random(5);
  const std::string_view alphabet("HTTP/1.200 :\r\n\0\tContent-Length,;", 33);
  std::uniform_int_distribution<std::size_t> pick(0, alphabet.size() - 1);
  for (int round = 0; round < 3000; ++round) {
    std::string bytes = "HTTP/1.1 200 OK\r\nContent-Length: ";
    for (int i = 0; i < round % 100; ++i) bytes += alphabet[pick(random)];
    const std::string cut = bytes.substr(static_cast<std::size_t>(round) % bytes.size());
    const auto head = read_http_head(bytes);
    ASSERT_TRUE(head.has_value());
    ASSERT_FALSE(head->content_length && head->chunked);
    read_http_head(cut);
    const auto size = header_block_size(cut);
    const HttpFields header = read_header_fields(cut.substr(0, size.value_or(0)));
    ASSERT_NE(header.has_fault(HeaderFault::kUnfinished), size.has_value());
  }
}

}  // namespace
}  // namespace cabled::http_header_test
