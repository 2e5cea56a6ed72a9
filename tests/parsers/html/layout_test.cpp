#include "parsers/html/layout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace cabled::layout_test {
namespace {

using Lines = std::vector<std::string>;

Layout layout_of(std::string html) { return lay_out(HtmlDocument::parse(std::move(html)).value()); }

Lines texts(const Layout& layout) {
  Lines lines;
  for (const LayoutLine& line : layout.lines) lines.emplace_back(line.text);
  return lines;
}

Lines lines_of(std::string html) { return texts(layout_of(std::move(html))); }

const LayoutLine& line_with(const Layout& layout, std::string_view text) {
  return *std::ranges::find_if(layout.lines, [&](const LayoutLine& line) {
    return line.text.find(text) != std::string::npos;
  });
}

// Views of a tag live for ever; the document may be gone.
std::string_view tag_of_line(const Layout& layout, std::string_view text) {
  return layout.elements[line_with(layout, text).element].tag;
}

TEST(LayoutOfText, HasNoCharacterForANumberBeyondTheLast) {
  EXPECT_EQ(lines_of("a&#x110000;b&#x10FFFD;c"), Lines({"a\uFFFDb\U0010FFFDc"}));
  EXPECT_EQ(lines_of("&#4294967361;&#x100000041"), Lines({"\uFFFD\uFFFD"})) << "A, had it wrapped";
  EXPECT_EQ(lines_of("no &#x000A9999999999999999999999999999; sign"), Lines({"no \uFFFD sign"}));
  EXPECT_EQ(lines_of("&#; &#x; &#65 &#x0000000000041;"), Lines({"&#; &#x; A A"}));
}

TEST(LayoutOfFlow, FoldsWhiteSpaceAcrossElements) {
  EXPECT_EQ(lines_of(" a \n <b> bold </b>\t text <i></i> end "), Lines({"a bold text end"}));
}

TEST(LayoutOfFlow, KeepsNoBreakSpacesAsBlanks) {
  EXPECT_EQ(lines_of("&nbsp;&nbsp; A:&nbsp; &nbsp;B&nbsp;"), Lines({"   A:   B"}));
}

TEST(LayoutOfFlow, DropsSoftHyphens) { EXPECT_EQ(lines_of("mini&shy;ster"), Lines({"minister"})); }

TEST(LayoutOfFlow, BreaksAtUnicodeLineEnds) {
  EXPECT_EQ(lines_of("a\u2028b\u2029c\u0085"
                     "d"),
            Lines({"a", "b", "c", "d"}));
}

// "\u0085" among the halves of characters is one of them.
TEST(LayoutOfFlow, KeepsTheHalvesOfCharactersThatWereConvertedTwice) {
  const std::string text = "\u00e2\u0080\u009cyes\u00e2\u0080\u0085 \u00c3\u0085se \u0091x";

  EXPECT_EQ(lines_of("<p>" + text), Lines({text}));
  EXPECT_EQ(lines_of("<b><p>" + text + "</b>"), Lines({text})) << "as Gumbo reads it";
  EXPECT_EQ(lines_of("<b><p>\U0010FFBFx\U0010FFA0</b>"), Lines({"\U0010FFBFx\U0010FFA0"}));
}

TEST(LayoutOfFlow, ShowsControlCharactersAsBlanks) {
  EXPECT_EQ(lines_of("a\x0B"
                     "b\x1A"
                     "c\x7F"
                     "d longer than eight bytes\x01"),
            Lines({"a b c d longer than eight bytes"}));
}

TEST(LayoutOfFlow, DecodesEntities) {
  EXPECT_EQ(lines_of("AT&amp;T &lt;x&gt; &#8220;q&#148; &eacute;"),
            Lines({"AT&T <x> \u201Cq\u201D \u00E9"}));
}

TEST(LayoutOfFlow, KeepsOtherCharactersThatBeginLikeThese) {
  EXPECT_EQ(lines_of("\u00A9 \u00BB \u201C \u20AC"), Lines({"\u00A9 \u00BB \u201C \u20AC"}));
}

TEST(LayoutOfBreaks, EndTheLineEvenAnEmptyOne) {
  EXPECT_EQ(lines_of("a<br>b<br><br>c <br> d"), Lines({"a", "b", "", "c", "d"}));
}

TEST(LayoutOfBreaks, AddNoBlankLineAtTheEndOfABlock) {
  EXPECT_EQ(lines_of("<div>a<br></div><div>b</div>"), Lines({"a", "b"}));
  EXPECT_EQ(lines_of("<div>a</div><div><br></div><div>b</div>"), Lines({"a", "", "b"}));
}

TEST(LayoutOfBlocks, StandOnLinesOfTheirOwn) {
  EXPECT_EQ(lines_of("a<div>b</div>c<section>d<article>e</article></section>"),
            Lines({"a", "b", "c", "d", "e"}));
}

TEST(LayoutOfBlocks, PartParagraphsByOneBlankLine) {
  EXPECT_EQ(lines_of("<p>a<p>b</p><h2>c</h2><blockquote><p>d</p></blockquote>e"),
            Lines({"a", "", "b", "", "c", "", "d", "", "e"}));
}

TEST(LayoutOfBlocks, AddNoBlankLineForEmptyParagraphs) {
  EXPECT_EQ(lines_of("<p>a</p><p></p><p> <!-- --> </p><p>b"), Lines({"a", "", "b"}));
}

TEST(LayoutOfBlocks, ShowAParagraphOfOneNoBreakSpaceAsALine) {
  EXPECT_EQ(lines_of("<p>a</p><p>&nbsp;</p><p>b"), Lines({"a", "", "", "", "b"}));
}

TEST(LayoutOfBlocks, SetItemsOnLinesAndListsApart) {
  EXPECT_EQ(lines_of("a<ul><li>b<li>c<ol><li>d</ol></ul>e"),
            Lines({"a", "", "b", "c", "d", "", "e"}));
}

TEST(LayoutOfPre, KeepsWhiteSpaceButTrailingBlanks) {
  EXPECT_EQ(lines_of("<pre>\n  TO  RUEHC \n\n\tINFO</pre>x"),
            Lines({"  TO  RUEHC", "", "\tINFO", "", "x"}));
}

TEST(LayoutOfPre, KeepsLinesAcrossInlineElements) {
  EXPECT_EQ(lines_of("<pre>a<b>b\nc</b>  d</pre>"), Lines({"ab", "c  d"}));
}

TEST(LayoutOfPre, ReadsNumericLineEnds) {
  EXPECT_EQ(lines_of("<code><pre>a&#x000A;b&#13;&#10;c</pre></code>"), Lines({"a", "b", "c"}));
}

TEST(LayoutOfPre, MarksItsLines) {
  const Layout layout = layout_of("flow<pre>pre\n\nmore</pre>");

  EXPECT_FALSE(line_with(layout, "flow").preformatted);
  EXPECT_TRUE(line_with(layout, "more").preformatted);
  EXPECT_TRUE(layout.lines[3].preformatted) << "the blank line inside";
}

TEST(LayoutOfPre, FollowsTheWhiteSpaceProperty) {
  EXPECT_EQ(lines_of("<div style='white-space:pre-wrap'>a  b\nc</div>"), Lines({"a  b", "c"}));
  EXPECT_EQ(lines_of("<div style='White-Space : pre-line'>a  b\nc</div>"), Lines({"a b", "c"}));
  EXPECT_EQ(lines_of("<pre>a  b<span style='white-space:normal'>\n c  d</span></pre>"),
            Lines({"a  b c d"}));
}

TEST(LayoutOfTables, SetsCellsInALineAndRowsApart) {
  EXPECT_EQ(
      lines_of("<table><tr><td>FM</td> <td>AMEMBASSY</td></tr><tr><th>TO<td></td><td>X</table>"),
      Lines({"FM\tAMEMBASSY", "TO\t\tX"}));
}

TEST(LayoutOfTables, GivesEmptyCellsTheirTabs) {
  EXPECT_EQ(lines_of("<table><tr><td><td>a<td> <td>b<td></td><tr><td><td></table>"),
            Lines({"\ta\t\tb"}));
}

TEST(LayoutOfTables, ReadsCellsOfSeveralLinesOneAfterAnother) {
  EXPECT_EQ(lines_of("<table><tr><td>Home<td>first<br>second<td>Ads</table>"),
            Lines({"Home", "first", "second", "Ads"}));
}

TEST(LayoutOfTables, NamesTheRowAsTheElementOfALineOfCells) {
  const Layout layout = layout_of("<table><tr><td>a<td>b<tr><td>alone</table>");

  EXPECT_EQ(tag_of_line(layout, "a\tb"), "tr");
  EXPECT_EQ(tag_of_line(layout, "alone"), "td");
}

TEST(LayoutOfHidden, HasNoText) {
  // In no paragraph: a dialog ends one, but not for a Gumbo that is older than the element.
  EXPECT_EQ(lines_of("<title>t</title><div>a<script>s</script><style>x</style><span hidden>h</span>"
                     "<b style='color:red;DISPLAY: none !important'>n</b><noscript>o</noscript>"
                     "<template>t</template><svg><text>v</text></svg><video>f</video>"
                     "<dialog>d</dialog><!-- c -->z"),
            Lines({"az"}));
}

TEST(LayoutOfHidden, FollowsTheDisplayProperty) {
  EXPECT_EQ(lines_of("a<span style='display:block'>b</span>c<div style='display:inline'>d</div>e"),
            Lines({"a", "b", "cde"}));
}

// The second of each pair is misnested, and so read by Gumbo.
TEST(LayoutOfHidden, HidesNothingBehindANoscriptInWhichSomethingIsLeftOpen) {
  for (const char* inside : {"<div>", "<table><tr>", "<style>", "<!-- ", "<a href='x>", "<b><i>"}) {
    const std::string page = "a<noscript>" + std::string(inside) + "</noscript>b";

    EXPECT_EQ(lines_of("<body>" + page), Lines({"ab"})) << inside;
    EXPECT_EQ(lines_of("<b><i>x</b></i>" + page), Lines({"xab"})) << inside;
    EXPECT_EQ(lines_of("<head><noscript>" + std::string(inside) + "</noscript></head>b"),
              Lines({"b"}))
        << inside;
  }
}

TEST(LayoutOfHidden, KnowsNoscriptOnlyWhereItIsATag) {
  EXPECT_EQ(lines_of("<b><i>x</b></i><script>'<noscript>'</script>a<!-- <noscript> -->b"),
            Lines({"xab"}));
}

TEST(LayoutOfBlocks, LeaveTheLastWordsOfAFormInIt) {
  EXPECT_EQ(lines_of("one<form>two</form>three"), Lines({"one", "two", "three"}));
  EXPECT_EQ(lines_of("<b><i>x</b></i><form>two</form>three"), Lines({"x", "two", "three"}));
  EXPECT_EQ(lines_of("<b><i>x</b></i><FORM>a<b>two</b></FORM >three"),
            Lines({"x", "atwo", "three"}));
}

TEST(LayoutOfHidden, ReadsTheStyleAttributeAsCssDoes) {
  EXPECT_EQ(lines_of("a<b style='display:none;display:inline'>b</b>c"), Lines({"abc"}));
  EXPECT_EQ(lines_of("a<b style='display:none!important;display:inline'>b</b>c"), Lines({"ac"}));
  EXPECT_EQ(lines_of("a<b style='display:nonesuch'>b</b>c"), Lines({"abc"}));
  EXPECT_EQ(lines_of("a<b style='displays:none;x-display:none'>b</b>c"), Lines({"abc"}));
  EXPECT_EQ(lines_of("a<b style='color:red;/*;*/display:/**/none'>b</b>c"), Lines({"ac"}));
  EXPECT_EQ(lines_of("a<b style='/*display:none*/'>b</b>c"), Lines({"abc"}));
  EXPECT_EQ(lines_of("a<b style='quotes:\"x;display:none\"'>b</b>c"), Lines({"abc"}));
  EXPECT_EQ(lines_of("a<b style='background:url(x;display:none)'>b</b>c"), Lines({"abc"}));
  EXPECT_EQ(lines_of("a<b hidden style='display:inline'>b</b>c"), Lines({"abc"}));
  EXPECT_EQ(lines_of("a<b style='white-space:preserve'>b  c</b>"), Lines({"ab c"}));
}

TEST(LayoutOfHidden, DoesNotShowWhatIsInvisible) {
  EXPECT_EQ(lines_of("a<b style='visibility:hidden'>b<br>c</b>d"), Lines({"ad"}));
  EXPECT_EQ(
      lines_of("<p>a<div style='visibility:hidden'>b<i style='visibility:visible'>c</i></div>"),
      Lines({"a", "", "c"}));
}

TEST(LayoutOfHidden, ShowsOfClosedDetailsTheFirstSummary) {
  EXPECT_EQ(lines_of("<details>a<summary>b</summary>c<p>d<summary>e</summary></details>f"),
            Lines({"b", "f"}));
  EXPECT_EQ(lines_of("<details open><summary>b</summary>c</details>f"), Lines({"b", "c", "f"}));
}

TEST(LayoutElements, StandInDocumentOrderWithTheirParents) {
  const Layout layout = layout_of("<body><div id=Main class='Story Wide' role=main><p>x<b>y</b>");

  ASSERT_EQ(layout.elements.size(), 6U);
  EXPECT_EQ(layout.elements[0].tag, "html");
  EXPECT_EQ(layout.elements[3].tag, "div");
  EXPECT_EQ(layout.elements[3].hints, "main story wide main");
  EXPECT_TRUE(layout.elements[3].block);
  EXPECT_EQ(layout.elements[5].tag, "b");
  EXPECT_EQ(layout.elements[5].parent, 4U);
  EXPECT_FALSE(layout.elements[5].block);
}

TEST(LayoutElements, OfALineIsItsDeepestBlock) {
  const Layout layout = layout_of("<div>outer<p>in<b>ner</b></p>tail</div>");

  EXPECT_EQ(tag_of_line(layout, "outer"), "div");
  EXPECT_EQ(tag_of_line(layout, "inner"), "p");
  EXPECT_EQ(tag_of_line(layout, "tail"), "div");
}

TEST(LayoutElements, OfAMarginHoldsBothParagraphs) {
  const Layout layout =
      layout_of("<div><section><p>a</p></section><section><p>b</p></section></div>");

  ASSERT_EQ(layout.lines[1].text, "");
  EXPECT_EQ(layout.elements[layout.lines[1].element].tag, "div");
}

TEST(LayoutElements, WithoutAKnownTagHaveNone) {
  EXPECT_EQ(layout_of("<x-ad>a</x-ad>").elements[3].tag, "");
}

TEST(LayoutOfLinks, CountsTheBytesInsideThem) {
  const Layout layout =
      layout_of("<p>see <a href=x>two words</a> <a name=y>anchor</a><p>caf\u00E9");

  EXPECT_EQ(line_with(layout, "see").link_bytes, 9U) << "without the blank before it";
  EXPECT_EQ(line_with(layout, "caf").link_bytes, 0U);
}

// The number of the first element whose hints are `hints`.
ElementNumber element_with(const Layout& layout, std::string_view hints) {
  const auto found = std::ranges::find(layout.elements, hints, &LayoutElement::hints);
  return static_cast<ElementNumber>(found - layout.elements.begin());
}

TEST(LayoutWithSkipped, JoinsTheSentenceAroundABlock) {
  const HtmlDocument document =
      HtmlDocument::parse("the minister <div id=ad><p>Buy now</p></div> declined").value();
  const ElementNumber ad = element_with(lay_out(document), "ad");

  EXPECT_EQ(texts(lay_out(document, {ad})), Lines({"the minister declined"}));
}

TEST(LayoutWithSkipped, KeepsTheNumbersOfTheOthers) {
  const HtmlDocument document =
      HtmlDocument::parse("<div id=ad>ad<b>x</b></div><div id=story>text</div>").value();
  const Layout whole = lay_out(document);

  const Layout rest = lay_out(document, {element_with(whole, "ad")});

  EXPECT_EQ(rest.elements.size(), whole.elements.size());
  EXPECT_EQ(rest.elements[line_with(rest, "text").element].hints, "story");
}

TEST(LayoutWithSkipped, LeavesNothingWhenTheRootIsSkipped) {
  const HtmlDocument document = HtmlDocument::parse("<p>text").value();

  EXPECT_TRUE(lay_out(document, {0}).lines.empty());
}

}  // namespace
}  // namespace cabled::layout_test
