#include "parsers/web/url_template.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cabled::url_template_test {
namespace {

std::vector<std::string> all(std::string_view text) {
  const UrlTemplate urls = UrlTemplate::parse(text).value();
  std::vector<std::string> out;
  for (std::uint64_t i = 0; i < urls.count(); ++i) out.push_back(urls.at(i).value().text());
  return out;
}

using Urls = std::vector<std::string>;

TEST(UrlTemplate, CountsWithTheZerosOfItsEnds) {
  EXPECT_EQ(all("http://x/{008..011}"),
            (Urls{"http://x/008", "http://x/009", "http://x/010", "http://x/011"}));
  EXPECT_EQ(all("http://x/{9..10}"), (Urls{"http://x/9", "http://x/10"}));
  EXPECT_EQ(all("http://x/{7..7}"), (Urls{"http://x/7"}));
}

TEST(UrlTemplate, CountsMonthsOverTheEndsOfYearsAndTheCentury) {
  EXPECT_EQ(all("http://x/{yymm:9911..0002}"),
            (Urls{"http://x/9911", "http://x/9912", "http://x/0001", "http://x/0002"}));
  EXPECT_EQ(all("http://x/{yyyymm:200912..201001}"), (Urls{"http://x/200912", "http://x/201001"}));
  EXPECT_EQ(all("http://x/{yyyy/mm:2009/12..2010/01}/"),
            (Urls{"http://x/2009/12/", "http://x/2010/01/"}));
  EXPECT_EQ(all("http://x/{yyyy-mm:2009-12..2010-01}"),
            (Urls{"http://x/2009-12", "http://x/2010-01"}));
}

TEST(UrlTemplate, RunsTheLastEnumerationFastest) {
  EXPECT_EQ(all("http://x/{WL,HL}{yymm:0912..1001}/S{1..2}.htm"),
            (Urls{"http://x/WL0912/S1.htm", "http://x/WL0912/S2.htm", "http://x/WL1001/S1.htm",
                  "http://x/WL1001/S2.htm", "http://x/HL0912/S1.htm", "http://x/HL0912/S2.htm",
                  "http://x/HL1001/S1.htm", "http://x/HL1001/S2.htm"}));
}

TEST(UrlTemplate, KnowsItsCountWithoutWritingItOut) {
  const UrlTemplate urls =
      UrlTemplate::parse("http://www.scoop.co.nz/stories/WL{yymm:0301..1002}/S{00001..02000}.htm")
          .value();

  EXPECT_EQ(urls.count(), 86U * 2000U);
  EXPECT_EQ(urls.at(171'999).value().text(), "http://www.scoop.co.nz/stories/WL1002/S02000.htm");
  EXPECT_FALSE(urls.at(172'000).has_value());
}

TEST(UrlTemplate, IsAUrlWhenNothingIsEnumerated) {
  EXPECT_EQ(all("http://x/a"), (Urls{"http://x/a"}));
}

TEST(UrlTemplate, RefusesWhatCannotBeEnumerated) {
  for (const char* text :
       {"", "x/{1..2}", "ftp://x/{1..2}", "http://x/{", "http://x/{}", "http://x/{1..",
        "http://x/{2..1}", "http://x/{1..b}", "http://x/{1}", "http://x/{yymm:1002..0301}",
        "http://x/{yymm:0313..0401}", "http://x/{yymm:0300..0401}", "http://x/{yymm:03..04}",
        "http://x/{yyyy/mm:200912..201001}", "http://x/{1..100000001}",
        "http://x/{1..99999}{1..99999}", "http://x/{1..9999999999999}"}) {
    EXPECT_FALSE(UrlTemplate::parse(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace cabled::url_template_test
