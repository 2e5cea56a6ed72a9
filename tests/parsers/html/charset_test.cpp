#include "parsers/html/charset.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "parsers/model/utf8_text.h"

namespace cabled::charset_test {
namespace {

using namespace std::string_literals;

std::string with_meta(std::string_view label, std::string_view body) {
  return "<html><head><meta charset=\"" + std::string(label) + "\"></head><body>" +
         std::string(body) + "</body></html>";
}

TEST(CharsetOfPage, BelievesAByteOrderMarkBeforeAllElse) {
  const DecodedText text = decode_html("\xEF\xBB\xBF<p>caf\xC3\xA9", "text/html; charset=koi8-r");

  EXPECT_EQ(text.charset, "utf-8");
  EXPECT_EQ(text.utf8, "<p>caf\xC3\xA9");
}

TEST(CharsetOfPage, BelievesTheHeaderBeforeTheMeta) {
  const DecodedText text =
      decode_html(with_meta("windows-1251", "\xE0"), "text/html; charset=\"ISO-8859-7\"");

  EXPECT_EQ(text.charset, "iso-8859-7");
  EXPECT_NE(text.utf8.find("\xCE\xB0"), std::string::npos);
}

TEST(CharsetOfPage, ReadsTheMetaInBothItsForms) {
  EXPECT_EQ(decode_html(with_meta("KOI8-R", "\xC1"), "").charset, "koi8-r");
  EXPECT_EQ(
      decode_html("<META content='text/html; charset=iso-8859-2' http-equiv=Content-Type>\xB1",
                  "text/html")
          .charset,
      "iso-8859-2");
}

TEST(CharsetOfPage, IgnoresAMetaInACommentOrAScriptString) {
  EXPECT_EQ(decode_html("<!-- <meta charset=koi8-r> --><p>\xC1\xC2", "").charset, "windows-1252");
  EXPECT_EQ(decode_html("<a title='<meta charset=koi8-r>'>\xC1\xC2", "").charset, "windows-1252");
}

TEST(CharsetOfPage, TakesLatin1ForWindows1252) {
  const DecodedText text = decode_html("\x93quoted\x94 \x80", "text/html; charset=iso-8859-1");

  EXPECT_EQ(text.charset, "windows-1252");
  EXPECT_EQ(text.utf8, "\u201Cquoted\u201D \u20AC");
}

TEST(CharsetOfPage, DoesNotBelieveUtf8ThatIsNot) {
  const DecodedText text = decode_html(with_meta("utf-8",
                                                 "caf\xE9 d\xE9p\xEA"
                                                 "che"),
                                       "text/html; charset=utf-8");

  EXPECT_EQ(text.charset, "windows-1252");
  EXPECT_NE(text.utf8.find("caf\u00E9 d\u00E9p\u00EAche"), std::string::npos);
}

TEST(CharsetOfPage, DoesNotBelieveWindows1252ThatIsUtf8) {
  const DecodedText text = decode_html("S\xC3\xA3o Paulo", "text/html; charset=windows-1252");

  EXPECT_EQ(text.charset, "utf-8");
  EXPECT_EQ(text.utf8, "S\u00E3o Paulo");
}

TEST(CharsetOfPage, KeepsUtf8ThatIsOnlyDamaged) {
  const DecodedText text =
      decode_html("S\xC3\xA3o, a\xC3\xA7\xC3\xA3o \xE2\x80 end", "text/html; charset=utf-8");

  EXPECT_EQ(text.charset, "utf-8");
  EXPECT_EQ(text.utf8, "S\u00E3o, a\u00E7\u00E3o \uFFFD end");
}

TEST(CharsetOfPage, DoesNotBelieveAMultiByteEncodingThatDoesNotFit) {
  const DecodedText text = decode_html(
      "caf\xE9 d\xE9p\xEA"
      "che",
      "text/html; charset=euc-jp");

  EXPECT_EQ(text.charset, "windows-1252");
}

TEST(CharsetOfPage, DecodesShiftJis) {
  EXPECT_EQ(decode_html("\x93\x8C\x8B\x9E", "text/html; charset=Shift_JIS").utf8, "東京");
}

TEST(CharsetOfPage, TakesUtf16InAMetaForUtf8) {
  EXPECT_EQ(decode_html(with_meta("utf-16", "x"), "").charset, "utf-8");
}

TEST(CharsetOfPage, KnowsUtf16ByItsZeros) {
  const DecodedText text = decode_html("\0<\0p\0>\0A\0\xE9\x20\x1C"s, "");

  EXPECT_EQ(text.charset, "utf-16be");
  EXPECT_EQ(text.utf8, "<p>A\u00E9\u201C");
}

TEST(CharsetOfPage, DecodesUtf16PairsAndReplacesLoneHalves) {
  const DecodedText text = decode_html(
      "\xFF\xFE\x3D\xD8\x00\xDE"
      "a\0\x3D\xD8"
      "b\0"s,
      "");

  EXPECT_EQ(text.charset, "utf-16le");
  EXPECT_EQ(text.utf8, "\U0001F600a\uFFFDb");
}

TEST(CharsetOfPage, NeverDecodesUtf7) {
  EXPECT_EQ(decode_html("+ADw-b+AD4-", "text/html; charset=utf-7").utf8, "+ADw-b+AD4-");
}

TEST(CharsetOfPage, WithoutAnyWordIsUtf8OnlyOnEvidence) {
  EXPECT_EQ(decode_html("plain", "").charset, "windows-1252");
  EXPECT_EQ(decode_html("S\xC3\xA3o", "").charset, "utf-8");
  EXPECT_EQ(decode_html("S\xE3o", "").charset, "windows-1252");
}

TEST(CharsetOfPage, DropsNulButForUtf16) {
  EXPECT_EQ(decode_html("S\0\xC3\xA3\0o"s, "text/html; charset=utf-8").utf8, "S\u00E3o");
  EXPECT_EQ(decode_html("a\0\0b\0"s, "").utf8, "ab");
  EXPECT_EQ(decode_html("S\xE3\0o"s, "").utf8, "S\u00E3o");
  EXPECT_EQ(decode_html("a\0b\0"s, "text/html; charset=utf-16le").utf8, "ab");
}

TEST(CharsetOfText, LooksForNoMeta) {
  EXPECT_EQ(decode_text("<meta charset=koi8-r>\xC1", "text/plain").charset, "windows-1252");
  EXPECT_EQ(decode_text("\xC1", "text/plain; charset=koi8-r").charset, "koi8-r");
}

class AnyBytes : public testing::TestWithParam<const char*> {};

TEST_P(AnyBytes, BecomeValidUtf8WithoutNul) {
  std::string bytes(2, '\0');
  for (int round = 0; round < 3; ++round) {
    for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte * (round + 1));
  }

  const DecodedText text = decode_html(bytes, std::string("text/html; charset=") + GetParam());

  EXPECT_TRUE(is_valid_utf8(text.utf8));
  EXPECT_EQ(text.utf8.find('\0'), std::string::npos);
  EXPECT_FALSE(text.charset.empty());
}

INSTANTIATE_TEST_SUITE_P(Charsets, AnyBytes,
                         testing::Values("utf-8", "windows-1252", "utf-16le", "utf-16be", "koi8-r",
                                         "gb18030", "big5", "euc-jp", "euc-kr", "shift_jis",
                                         "iso-2022-jp", "windows-874", "nonsense", ""));

}  // namespace
}  // namespace cabled::charset_test
