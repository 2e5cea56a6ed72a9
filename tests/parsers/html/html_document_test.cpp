#include "parsers/html/html_document.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <utility>

#include "parsers/html/layout.h"

namespace cabled::html_document_test {
namespace {

std::string repeated(const std::string& piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

// Each of these doubles the elements that are re-created for the next paragraph.
std::string distinct_formatting(int count) {
  std::string html;
  for (int i = 0; i < count; ++i) html += "<i id=" + std::to_string(i) + "></x><p>";
  return html;
}

TEST(HtmlDocument, KeepsItsTreeWhenMoved) {
  HtmlDocument document = HtmlDocument::parse("<p>short").value();
  HtmlDocument other = HtmlDocument::parse("<p>another page").value();

  other = std::move(document);

  ASSERT_EQ(lay_out(other).lines.size(), 1U);
  EXPECT_EQ(lay_out(other).lines[0].text, "short");
}

TEST(HtmlDocument, ParsesAPieceOfAPage) {
  const HtmlDocument document =
      HtmlDocument::parse("</div></td><td>one<br>two</td></tr></table>").value();

  EXPECT_EQ(lay_out(document).lines.size(), 2U);
}

TEST(HtmlDocument, ParsesManyPagesOneAfterAnother) {
  for (int i = 0; i < 60; ++i) {
    const std::string word = "page" + std::to_string(i);
    const auto document = HtmlDocument::parse("<p>" + word + repeated("<b>x</b>", i * 20));
    ASSERT_TRUE(document.has_value());
    EXPECT_EQ(lay_out(*document).lines[0].text.substr(0, word.size()), word);
  }
}

TEST(HtmlDocument, TakesPagesThatForgetEndTags) {
  EXPECT_TRUE(HtmlDocument::parse(repeated("<p>x<li>y<td>z<img><br><a href=x>", 5000)).has_value());
}

TEST(HtmlDocument, TakesDeepPagesThatPeopleMayWrite) {
  const std::string html = repeated("<div>", 500) + "text" + repeated("</div>", 500);

  ASSERT_TRUE(HtmlDocument::parse(html).has_value());
}

std::string first_line(const HtmlDocument& document) {
  return std::string(lay_out(document).lines.at(0).text);
}

TEST(HtmlDocument, ReadsTheTextOfPagesThatNestTooDeepForATree) {
  for (const char* piece : {"<div>", "<rt>", "<li><h1>", "<dd><h2>", "<span>", "<font>", "<x-y>"}) {
    const auto document =
        HtmlDocument::parse("<p>The minister &amp; he</p>" + repeated(piece, 20000) + "z");

    ASSERT_TRUE(document.has_value()) << piece;
    EXPECT_EQ(first_line(*document), "The minister & he") << piece;
  }
}

TEST(HtmlDocument, KeepsLinesApartWhereItMakesNoTree) {
  const auto document = HtmlDocument::parse(
      "<title>no text</title><script>'<p>'</script><!-- <p> -->one<br>two<td>three<b>four</b>" +
      repeated("<font>", 3000) + "<p>five");

  ASSERT_TRUE(document.has_value());
  std::string lines;
  for (const LayoutLine& line : lay_out(*document).lines) lines += std::string(line.text) + "|";
  EXPECT_EQ(lines, "one|two|threefour||five|");
}

TEST(HtmlDocument, DoesNotTakeLongListsWithoutEndTagsForDeepOnes) {
  const auto document =
      HtmlDocument::parse("<ul><li><b>one</b>" + repeated("<li>x", 20000) + "</ul>" + "<dl>" +
                          repeated("<dt>t<dd>d", 20000) + "</dl>");

  ASSERT_TRUE(document.has_value());
  EXPECT_EQ(lay_out(*document).elements.size(), 60007U) << "a tree was made of it";
}

TEST(HtmlDocument, RefusesAPageThatNeedsMoreThanTheArena) {
  HtmlLimits limits;
  limits.arena_bytes = std::size_t{4} << 20U;

  const auto document = HtmlDocument::parse(distinct_formatting(2000), limits);

  ASSERT_FALSE(document.has_value());
  EXPECT_EQ(document.error().kind, ErrorKind::kInvalid);
}

TEST(HtmlDocument, RefusesAPageThatNeedsMoreThanItsTime) {
  HtmlLimits limits;
  limits.cpu_time = std::chrono::milliseconds(20);

  const auto document = HtmlDocument::parse(repeated("<div></x>", 20000), limits);

  ASSERT_FALSE(document.has_value());
  EXPECT_NE(document.error().message.find("20 ms"), std::string::npos) << document.error().message;
}

TEST(HtmlDocument, ParsesAGoodPageAfterARefusedOne) {
  HtmlLimits limits;
  limits.arena_bytes = std::size_t{1} << 20U;

  ASSERT_FALSE(HtmlDocument::parse(distinct_formatting(2000), limits).has_value());

  EXPECT_TRUE(HtmlDocument::parse("<p>good", limits).has_value());
}

TEST(HtmlDocument, LaysOutATreeOfAnyDepth) {
  const auto document = HtmlDocument::parse(repeated("<table><tr><td></x>", 5000) + "deep");

  ASSERT_TRUE(document.has_value());
  EXPECT_EQ(lay_out(*document).lines.size(), 1U);
}

}  // namespace
}  // namespace cabled::html_document_test
