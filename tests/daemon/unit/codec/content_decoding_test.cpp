#include "daemon/codec/content_decoding.h"

#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include <array>
#include <string>

namespace cabled::content_decoding_test {
namespace {

constexpr DecodingLimits kLimits{};

std::string text(std::size_t size = 60000) {
  std::string out;
  for (std::size_t i = 0; out.size() < size; ++i) out += "line " + std::to_string(i * 7919) + '\n';
  return out;
}

std::string deflated(const std::string& bytes, int window_bits) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, bytes.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string gzip(const std::string& bytes) { return deflated(bytes, 31); }

std::string zstd(const std::string& bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
  return out;
}

// As the encoder of libbrotli 1.0.9 makes it, which is no library of ours.
std::string brotli_of_4_mib_of_zeros() {
  return {"\x9f\xff\xff\x3f\xf8\x27\x00\xe2\xb1\x40\x20\xf7\xfe\x07", 14};
}

struct Case {
  const char* coding;
  std::string body;
};

std::vector<Case> every_coding() {
  return {{"gzip", gzip(text())},
          {"X-GZIP", gzip(text())},
          {"deflate", deflated(text(), 15)},
          {"deflate", deflated(text(), -15)},
          {"zstd", zstd(text())},
          {"gzip, zstd", zstd(gzip(text()))},
          {"identity", text()},
          {"", text()},
          {" identity , gzip ", gzip(text())}};
}

TEST(ContentDecoding, UndoesEveryCoding) {
  for (const Case& c : every_coding()) {
    const auto decoded = decode_content(c.body, c.coding, kLimits);

    ASSERT_TRUE(decoded.has_value()) << c.coding << ": " << decoded.error().message;
    EXPECT_EQ(*decoded, text()) << c.coding;
  }
}

TEST(ContentDecoding, ReadsBrotli) {
  // "hello" as one uncompressed meta-block, put together by hand from RFC 7932.
  const std::string body("\x0b\x02\x80hello\x03", 9);

  EXPECT_EQ(decode_content(body, "br", kLimits).value(), "hello");
  EXPECT_EQ(decode_content(body.substr(0, 6), "br", kLimits).error().kind, ErrorKind::kTransient);
}

TEST(ContentDecoding, SaysThatABodyIsCutWhereverItIsCut) {
  const std::array<Case, 4> cases{{{"gzip", gzip(text(300))},
                                   {"deflate", deflated(text(300), 15)},
                                   {"deflate", deflated(text(300), -15)},
                                   {"zstd", zstd(text(300))}}};
  for (const Case& c : cases) {
    for (std::size_t size = 0; size < c.body.size(); ++size) {
      const auto decoded = decode_content(c.body.substr(0, size), c.coding, kLimits);

      ASSERT_FALSE(decoded.has_value()) << c.coding << " cut at " << size;
      EXPECT_EQ(decoded.error().kind, ErrorKind::kTransient) << c.coding << " cut at " << size;
      EXPECT_NE(decoded.error().message.find("cut short"), std::string::npos);
    }
  }
}

TEST(ContentDecoding, RefusesAWrongCheckSum) {
  std::string body = gzip(text());
  body[body.size() - 7] ^= 1;

  EXPECT_EQ(decode_content(body, "gzip", kLimits).error().kind, ErrorKind::kInvalid);
}

TEST(ContentDecoding, RefusesWhatIsNotTheCodingItSays) {
  EXPECT_EQ(decode_content("<html>plain</html>", "gzip", kLimits).error().kind,
            ErrorKind::kInvalid);
  EXPECT_EQ(decode_content("<html>plain</html>", "zstd", kLimits).error().kind,
            ErrorKind::kInvalid);
  EXPECT_FALSE(begins_as_coded("<html>", "gzip"));
  EXPECT_TRUE(begins_as_coded(gzip("x"), "gzip"));
}

TEST(ContentDecoding, StopsABombAtTheRatio) {
  const std::string zeros(std::size_t{4} << 20U, '\0');

  for (const Case& c :
       {Case{"gzip", gzip(zeros)}, Case{"zstd", zstd(zeros)}, Case{"deflate", deflated(zeros, 15)},
        Case{"br", brotli_of_4_mib_of_zeros()},
        Case{"gzip, gzip, gzip", gzip(gzip(gzip(zeros)))}}) {
    EXPECT_EQ(decode_content(c.body, c.coding, kLimits).error().kind, ErrorKind::kRefused)
        << c.coding;
  }
}

TEST(ContentDecoding, HoldsTheLimitToTheByte) {
  const DecodingLimits exact{text().size(), 1000};
  const DecodingLimits tight{text().size() - 1, 1000};

  for (const Case& c : every_coding()) {
    if (c.body == text()) continue;  // nothing to undo
    EXPECT_TRUE(decode_content(c.body, c.coding, exact).has_value()) << c.coding;
    EXPECT_EQ(decode_content(c.body, c.coding, tight).error().kind, ErrorKind::kRefused)
        << c.coding;
  }
}

TEST(ContentDecoding, LetsASmallPageOfBlanksShrinkAsItLikes) {
  const std::string blanks(500'000, ' ');

  EXPECT_EQ(decode_content(gzip(blanks), "gzip", kLimits).value(), blanks);
}

TEST(ContentDecoding, ReadsOnAtAnotherMemberAndIgnoresOtherBytesBehindTheEnd) {
  EXPECT_EQ(decode_content(gzip("one") + gzip("two"), "gzip", kLimits).value(), "onetwo");
  EXPECT_EQ(decode_content(gzip("one") + "\r\n\r\n", "gzip", kLimits).value(), "one");
  EXPECT_EQ(decode_content(zstd("one") + zstd("two"), "zstd", kLimits).value(), "onetwo");
  EXPECT_EQ(decode_content(zstd("one") + "xy", "zstd", kLimits).value(), "one");
  EXPECT_EQ(decode_content(deflated("one", 15) + "xy", "deflate", kLimits).value(), "one");
}

TEST(ContentDecoding, RefusesUnknownCodingsAndAFourthLayer) {
  EXPECT_EQ(decode_content("x", "compress", kLimits).error().kind, ErrorKind::kInvalid);
  EXPECT_EQ(decode_content("x", "gzip,gzip,gzip,gzip", kLimits).error().kind, ErrorKind::kRefused);
}

TEST(ContentDecoding, TakesACharsetInTheWrongFieldForPlainText) {
  EXPECT_EQ(decode_content("page", "utf-8", kLimits).value(), "page");
}

}  // namespace
}  // namespace cabled::content_decoding_test
