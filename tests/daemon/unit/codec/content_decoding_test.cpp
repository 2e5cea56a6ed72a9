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

std::optional<ErrorKind> kind(const DecodedContent& decoded) {
  return decoded.error ? std::optional(decoded.error->kind) : std::nullopt;
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

    EXPECT_FALSE(decoded.error) << c.coding << ": " << decoded.error->message;
    EXPECT_EQ(decoded.bytes, text()) << c.coding;
    EXPECT_EQ(decoded.note, "") << c.coding;
  }
}

TEST(ContentDecoding, ReadsBrotli) {
  // "hello" as one uncompressed meta-block, put together by hand from RFC 7932.
  const std::string body("\x0b\x02\x80hello\x03", 9);

  EXPECT_EQ(decode_content(body, "br", kLimits).bytes, "hello");
  EXPECT_EQ(kind(decode_content(body.substr(0, 6), "br", kLimits)), ErrorKind::kTransient);
}

TEST(ContentDecoding, SaysThatABodyIsCutWhereverItIsCut) {
  const std::array<Case, 4> cases{{{"gzip", gzip(text(300))},
                                   {"deflate", deflated(text(300), 15)},
                                   {"deflate", deflated(text(300), -15)},
                                   {"zstd", zstd(text(300))}}};
  for (const Case& c : cases) {
    for (std::size_t size = 1; size < c.body.size(); ++size) {
      const auto decoded = decode_content(c.body.substr(0, size), c.coding, kLimits);

      ASSERT_TRUE(decoded.error) << c.coding << " cut at " << size;
      EXPECT_EQ(kind(decoded), ErrorKind::kTransient) << c.coding << " cut at " << size;
      EXPECT_NE(decoded.error->message.find("cut short"), std::string::npos);
    }
  }
}

TEST(ContentDecoding, RefusesAWrongCheckSum) {
  std::string body = gzip(text());
  body[body.size() - 7] ^= 1;

  EXPECT_EQ(kind(decode_content(body, "gzip", kLimits)), ErrorKind::kInvalid);
}

TEST(ContentDecoding, TakesAPlainBodyAsItIsWhateverTheHeaderSays) {
  const std::string bodies[] = {
      "<html>plain</html>", "User-agent: *\nDisallow: /a\n", ";; a line that begins as brotli does",
      "\xEF\xBB\xBF<p>marked</p>", "<p>" + text(300) + "</p>",
      // "Привет, мир" in windows-1251, long enough to be told from packed bytes.
      "<p>\xCF\xF0\xE8\xE2\xE5\xF2, \xEC\xE8\xF0</p>" + std::string(60, '\xE8')};
  for (const char* coding : {"gzip", "x-gzip", "deflate", "br", "zstd", "gzip, br", "gzip,gzip"}) {
    for (const std::string& body : bodies) {
      const auto decoded = decode_content(body, coding, kLimits);

      EXPECT_FALSE(decoded.error) << coding << ": " << body;
      EXPECT_EQ(decoded.bytes, body) << coding;
      EXPECT_NE(decoded.note, "") << coding;
    }
  }
}

TEST(ContentDecoding, TakesAnEmptyBodyForAnEmptyPage) {
  for (const char* coding : {"gzip", "deflate", "br", "zstd", "gzip, zstd", "nonsense"}) {
    const auto decoded = decode_content("", coding, kLimits);

    EXPECT_FALSE(decoded.error) << coding;
    EXPECT_EQ(decoded.bytes, "") << coding;
  }
}

TEST(ContentDecoding, UndoesWhatTheFirstBytesTellWhenTheHeaderNamesAnother) {
  for (const char* coding : {"deflate", "br", "zstd"}) {
    EXPECT_EQ(decode_content(gzip(text()), coding, kLimits).bytes, text()) << coding;
  }
  for (const char* coding : {"gzip", "deflate", "br"}) {
    EXPECT_EQ(decode_content(zstd(text()), coding, kLimits).bytes, text()) << coding;
  }
  EXPECT_EQ(decode_content(gzip(text()), "gzip, gzip", kLimits).bytes, text()) << "packed once";
}

TEST(ContentDecoding, RefusesPackedBytesThatAreDamagedAtTheirVeryBeginning) {
  std::string body = gzip(text());
  body[0] = '~';

  EXPECT_EQ(kind(decode_content(body, "gzip", kLimits)), ErrorKind::kInvalid);
}

TEST(ContentDecoding, ReadsNamesAsServersWriteThem) {
  for (const char* coding : {"gzip;q=1.0", "\"gzip\"", "'gzip'", "GZip ; level=9", ", gzip",
                             "gzip,", "identity, gzip, ,", "chunked, gzip", "aws-chunked,gzip"}) {
    EXPECT_EQ(decode_content(gzip(text()), coding, kLimits).bytes, text()) << coding;
    EXPECT_FALSE(decode_content(gzip(text()), coding, kLimits).error) << coding;
  }
}

std::string skippable(const std::string& bytes, char number = 0) {
  std::string frame{static_cast<char>(0x50 + number), '\x2a', '\x4d', '\x18'};
  for (unsigned shift = 0; shift < 32; shift += 8) {
    frame += static_cast<char>(bytes.size() >> shift & 0xFFU);
  }
  return frame + bytes;
}

TEST(ContentDecoding, PassesOverSkippableZstdFramesWhereverTheyStand) {
  const std::string one = zstd("one");
  const std::string two = zstd("two");
  for (const std::string& body :
       {one + skippable("abcd") + two, skippable("size") + one + skippable("size") + two,
        one + skippable("") + skippable("xyz", 15) + two, one + two + skippable("end", 7)}) {
    const auto decoded = decode_content(body, "zstd", kLimits);

    EXPECT_FALSE(decoded.error);
    EXPECT_EQ(decoded.bytes, "onetwo");
    EXPECT_EQ(decoded.note, "");
  }
  const std::string cut = one + skippable("abcd");
  EXPECT_EQ(kind(decode_content(cut.substr(0, cut.size() - 2), "zstd", kLimits)),
            ErrorKind::kTransient);
}

TEST(ContentDecoding, StopsABombAtTheRatio) {
  const std::string zeros(std::size_t{4} << 20U, '\0');

  for (const Case& c :
       {Case{"gzip", gzip(zeros)}, Case{"zstd", zstd(zeros)}, Case{"deflate", deflated(zeros, 15)},
        Case{"br", brotli_of_4_mib_of_zeros()},
        Case{"gzip, gzip, gzip", gzip(gzip(gzip(zeros)))}}) {
    EXPECT_EQ(kind(decode_content(c.body, c.coding, kLimits)), ErrorKind::kRefused) << c.coding;
  }
}

TEST(ContentDecoding, HoldsTheLimitToTheByte) {
  const DecodingLimits exact{text().size(), 1000};
  const DecodingLimits tight{text().size() - 1, 1000};

  for (const Case& c : every_coding()) {
    if (c.body == text()) continue;  // nothing to undo
    EXPECT_TRUE(!decode_content(c.body, c.coding, exact).error) << c.coding;
    EXPECT_EQ(kind(decode_content(c.body, c.coding, tight)), ErrorKind::kRefused) << c.coding;
  }
}

TEST(ContentDecoding, LetsASmallPageOfBlanksShrinkAsItLikes) {
  const std::string blanks(500'000, ' ');

  EXPECT_EQ(decode_content(gzip(blanks), "gzip", kLimits).bytes, blanks);
}

TEST(ContentDecoding, ReadsOnAtAnotherMemberAndIgnoresOtherBytesBehindTheEnd) {
  EXPECT_EQ(decode_content(gzip("one") + gzip("two"), "gzip", kLimits).bytes, "onetwo");
  EXPECT_EQ(decode_content(gzip("one") + "\r\n\r\n", "gzip", kLimits).bytes, "one");
  EXPECT_EQ(decode_content(zstd("one") + zstd("two"), "zstd", kLimits).bytes, "onetwo");
  EXPECT_EQ(decode_content(zstd("one") + "xy", "zstd", kLimits).bytes, "one");
  EXPECT_EQ(decode_content(deflated("one", 15) + "xy", "deflate", kLimits).bytes, "one");
}

TEST(ContentDecoding, RefusesPackedBytesOfAnUnknownCodingAndAFourthLayer) {
  const std::string packed = deflated(text(), -15);

  EXPECT_EQ(kind(decode_content(packed, "compress", kLimits)), ErrorKind::kInvalid);
  EXPECT_EQ(kind(decode_content(packed, "gzip,gzip,gzip,gzip", kLimits)), ErrorKind::kRefused);
}

TEST(ContentDecoding, TakesAPlainBodyWhoseCodingIsUnknown) {
  for (const char* coding : {"windows-1252", "utf-8", "chunked", "7bit", "html", "text",
                             "aws-chunked", "text/html; charset=utf-8", "x-whatever", "compress"}) {
    const auto decoded = decode_content("<p>page</p>", coding, kLimits);

    EXPECT_FALSE(decoded.error) << coding;
    EXPECT_EQ(decoded.bytes, "<p>page</p>") << coding;
  }
}

}  // namespace
}  // namespace cabled::content_decoding_test
