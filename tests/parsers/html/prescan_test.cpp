#include "parsers/html/prescan.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "parsers/html/layout.h"

namespace cabled {
namespace {

std::vector<std::string> lines_of(const std::string& html) {
  std::vector<std::string> lines;
  for (LayoutLine& line : lay_out(HtmlDocument::parse(html).value()).lines) {
    lines.push_back(std::move(line.text));
  }
  return lines;
}

TEST(WithoutUnseen, CutsScriptsStylesAndComments) {
  EXPECT_EQ(without_unseen("<p>a</p><script>if (x<y) {}</script><STYLE>p{}</STYLE ><!-- c --><p>b"),
            "<p>a</p><p>b");
}

TEST(WithoutUnseen, CutsTemplatesAndImagesWithWhatTheyHold) {
  EXPECT_EQ(without_unseen("<p><template><p>x<template>y</template><script></template></script>"
                           "</template><svg a='>'><g><svg/><title>t</title></g></svg>z"),
            "<p>z");
}

TEST(WithoutUnseen, LeavesPagesWithoutThemAsTheyAre) {
  const std::string html = "<!DOCTYPE html><p class=\"a<script>b\">x < y &amp; z<br/></p>";

  EXPECT_EQ(without_unseen(html), html);
}

TEST(WithoutUnseen, EndsAScriptWhereABrowserDoes) {
  EXPECT_EQ(without_unseen("<script>'</scripts>'</script\n>a"), "a");
  EXPECT_EQ(without_unseen("<script><!-- <script></script> --></script>b"), "b");
  EXPECT_EQ(without_unseen("<script><!-- x</script>c"), "c");
  EXPECT_EQ(without_unseen("<script><!--><script></script>d"), "d");
}

TEST(WithoutUnseen, EndsACommentWhereABrowserDoes) {
  EXPECT_EQ(without_unseen("<!-->a"), "a");
  EXPECT_EQ(without_unseen("<!--->b"), "b");
  EXPECT_EQ(without_unseen("<!---->c"), "c");
  EXPECT_EQ(without_unseen("<!-- > -- > --!>d"), "d");
}

TEST(WithoutUnseen, LetsWhatIsNeverClosedRunToTheEnd) {
  EXPECT_EQ(without_unseen("<p>a</p><script>b"), "<p>a</p>");
  EXPECT_EQ(without_unseen("<p>a</p><!-- b"), "<p>a</p>");
  EXPECT_EQ(without_unseen("<p>a</p><iframe>b"), "<p>a</p>");
}

TEST(WithoutUnseen, KeepsTextThatOnlyLooksLikeAScript) {
  const std::string html = "<title><script></title><textarea><!-- x</textarea><xmp><style></xmp>y";

  EXPECT_EQ(without_unseen(html), html);
}

TEST(WithoutUnseen, KeepsASvgThatHoldsHtmlOrNeverEnds) {
  const std::string broken = "<svg><p>text</svg>";
  const std::string open = "<svg><g>";

  EXPECT_EQ(without_unseen(broken), broken);
  EXPECT_EQ(without_unseen(open), open);
}

class LayoutStays : public testing::TestWithParam<const char*> {};

TEST_P(LayoutStays, TheSameWithoutTheUnseen) {
  const std::string html = GetParam();

  EXPECT_EQ(lines_of(without_unseen(html)), lines_of(html)) << without_unseen(html);
}

INSTANTIATE_TEST_SUITE_P(
    Pages, LayoutStays,
    testing::Values("a<!-- c -->b", "a <!-- c --> b", "a<<!-- c -->b>c</b>", "a<<!-- -->/b>c",
                    "x &am<!-- c -->p; y", "x &lt<!-- -->; y", "<pre><!-- c -->\nfirst</pre>",
                    "<pre><script></script>\r\nfirst</pre>", "<pre>\n<!-- c -->\nfirst</pre>",
                    "<p>a<script>document.write('<p>')</script>b",
                    "<table><!-- --><tr><td>x</table>", "<script></script><title>t</title><p>x",
                    "<head><noscript><style>a</style></noscript>"
                    "</head><p>x",
                    "<p>a<noscript><img src=x></noscript>b", "<p>a<svg><p>b</svg>c",
                    "a<svg><title>t</title></svg>b", "a<template><p>x</template>b",
                    "a<plaintext><!-- c --><script>", "<textarea>\n<!-- x --></textarea>",
                    "<!DOCTYPE html SYSTEM \"a>b\"><p>x", "<?php echo '<!-- '; ?><p>x",
                    "</ x ><p>a</p bad='>'>b", "<a title='<!--'>x</a><!-- y -->z",
                    "<p>a<![CDATA[b]]>c", "<", "a<", "a<!", "a<!-", "a<!--", "a</", "a<s",
                    "a<script", "a<script>", "a<svg", "a<template>b"));

}  // namespace
}  // namespace cabled
