#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "parsers/html/charset.h"
#include "parsers/html/layout.h"
#include "parsers/html/links.h"
#include "parsers/model/utf8_text.h"

namespace cabled::hostile_pages_test {
namespace {

struct Pattern {
  const char* name;
  std::string_view before;
  std::string_view repeated;
};

std::ostream& operator<<(std::ostream& out, const Pattern& pattern) { return out << pattern.name; }

std::string page_of(const Pattern& pattern) {
  constexpr int kTimes = 20000;
  std::string page(pattern.before);
  for (int i = 0; i < kTimes; ++i) page += pattern.repeated;
  return page;
}

class HostilePage : public testing::TestWithParam<Pattern> {};

TEST_P(HostilePage, IsReadOrRefusedWithValidText) {
  HtmlLimits limits;
  limits.cpu_time = std::chrono::milliseconds(300);
  const std::string utf8 = decode_html(page_of(GetParam()), "").utf8;

  const PageLinks links = find_links(utf8);
  const auto document = HtmlDocument::parse(utf8, limits);

  for (const std::string& url : links.urls) EXPECT_TRUE(is_valid_utf8(url));
  if (!document) {
    EXPECT_EQ(document.error().kind, ErrorKind::kInvalid);
    return;
  }
  for (const LayoutLine& line : lay_out(*document).lines) EXPECT_TRUE(is_valid_utf8(line.text));
}

INSTANTIATE_TEST_SUITE_P(
    Patterns, HostilePage,
    testing::Values(
        Pattern{"open_div", "", "<div>"}, Pattern{"div_hidden_by_end_tag", "", "<div></x>"},
        Pattern{"open_list", "", "<li><ul>"}, Pattern{"open_table", "", "<table><tr><td></x>"},
        Pattern{"open_svg", "", "<svg><g>"}, Pattern{"svg_broken_off", "", "<svg><p>"},
        Pattern{"open_template", "", "<template>"}, Pattern{"adoption", "", "<a><div></a>"},
        Pattern{"one_long_name", "", "<a"}, Pattern{"lone_brackets", "", "<"},
        Pattern{"open_quote", "", "<a href=\""}, Pattern{"comments", "", "<!-- --!"},
        Pattern{"escaped_scripts", "", "<script><!--</script>"},
        Pattern{"double_escaped", "", "<script><!--<script>"},
        Pattern{"ampersands", "<a href=x>", "&am"}, Pattern{"digits", "<a href=&#", "9"},
        Pattern{"attributes", "<a ", "x=1 "}, Pattern{"styles", "<p style='", "display:"},
        Pattern{"cells", "<table><tr>", "<td>x"}, Pattern{"options", "<select>", "<option>x"},
        Pattern{"breaks", "", "<br>"}, Pattern{"zeros", "<p>", std::string_view("\0<", 2)},
        Pattern{"bad_utf8", "<meta charset=utf-8>", "\xE2\x82"},
        Pattern{"frames", "<frameset>", "<frameset><frame src=x>"}));

}  // namespace
}  // namespace cabled::hostile_pages_test
