#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parsers/html/charset.h"
#include "parsers/html/html_document.h"
#include "parsers/html/layout.h"
#include "tests/support/shared_data.h"

namespace cabled::html_ways_test {
namespace {

namespace fs = std::filesystem;

// Of these, and of what stands in them, a page need not have kept anything: nobody sees them.
bool is_unseen(std::string_view tag) {
  static const std::set<std::string_view> kUnseen = {
      "head", "script", "style", "noscript", "iframe", "noembed", "noframes", "template", "svg"};
  return kUnseen.contains(tag);
}

// Each element as its path from the root, with all that judges it by: "html / body (story) / p";
// "" for what is unseen. An element stands behind its parent, whose path goes before its own.
std::vector<std::string> paths_of(const Layout& layout) {
  std::vector<std::string> paths;
  paths.reserve(layout.elements.size());
  for (const LayoutElement& element : layout.elements) {
    const bool is_root = paths.empty();
    const bool unseen = is_unseen(element.tag) || (!is_root && paths[element.parent].empty());
    std::string path;
    if (!unseen) {
      if (!is_root) path = paths[element.parent];
      path.append(" / ").append(element.tag).append("(").append(element.hints);
      path.append(element.block ? ")" : ")~");
    }
    paths.push_back(std::move(path));
  }
  return paths;
}

// All of a layout that bears on what is read: the elements that can be seen, and the lines.
std::vector<std::string> account_of(const Layout& layout) {
  std::vector<std::string> paths = paths_of(layout);
  std::vector<std::string> lines;
  lines.reserve(layout.lines.size());
  for (const LayoutLine& line : layout.lines) {
    lines.push_back(paths[line.element] + (line.preformatted ? " pre " : " flow ") +
                    std::to_string(line.link_bytes) + " \"" + std::string(line.text) + "\"");
  }
  std::erase(paths, "");
  std::ranges::move(lines, std::back_inserter(paths));
  return paths;
}

// The first thing in which two layouts differ; "" when they are the same.
std::string difference(const Layout& a, const Layout& b) {
  const std::vector<std::string> left = account_of(a);
  const std::vector<std::string> right = account_of(b);
  if (left == right) return {};
  for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
    const std::string one = i < left.size() ? left[i] : "nothing";
    const std::string other = i < right.size() ? right[i] : "nothing";
    if (one != other) return one + " | " + other;
  }
  return {};
}

// What the short way gives that Gumbo does not; "" when they agree.
std::string disagreement(const std::string& utf8) {
  const auto by_gumbo = HtmlDocument::parse(utf8, {}, HtmlWay::kGumbo);
  const auto shortest = HtmlDocument::parse(utf8, {}, HtmlWay::kShortest);
  if (by_gumbo.has_value() != shortest.has_value()) return "one way refuses the page";
  return by_gumbo ? difference(lay_out(*shortest), lay_out(*by_gumbo)) : "";
}

const std::vector<std::string_view> kPieces = {"<p>",
                                               "</p>",
                                               "<div>",
                                               "</div>",
                                               "<b>",
                                               "</b>",
                                               "<a href=x>",
                                               "</a>",
                                               "<i>",
                                               "</i>",
                                               "<table>",
                                               "</table>",
                                               "<tr>",
                                               "</tr>",
                                               "<td>",
                                               "</td>",
                                               "<form>",
                                               "</form>",
                                               "<pre>\n",
                                               "</pre>",
                                               "<ul><li>",
                                               "</ul>",
                                               "<li>",
                                               "</li>",
                                               "<dl><dt>",
                                               "<dd>",
                                               "<br>",
                                               "</br>",
                                               "<!-- x -->",
                                               "<!--",
                                               "-->",
                                               "<script>",
                                               "</script>",
                                               "<select>",
                                               "<option>a",
                                               "</select>",
                                               "<textarea>",
                                               "</textarea>",
                                               "&amp;",
                                               "&copy",
                                               "&#150;",
                                               "&",
                                               "<",
                                               "\"",
                                               "<h2>",
                                               "</h2>",
                                               "<font>",
                                               "</font>",
                                               "<tbody>",
                                               "<th>",
                                               "<caption>",
                                               "</caption>",
                                               "<col>",
                                               "<colgroup>",
                                               "<center>",
                                               "<hr>",
                                               "<svg>",
                                               "</body>",
                                               "</html>",
                                               "<body>",
                                               "<nobr>",
                                               "<button>",
                                               "</button>",
                                               "<object>",
                                               "</object>",
                                               "<noscript>",
                                               "</noscript>",
                                               "<title>",
                                               "</title>",
                                               "<img>",
                                               "text",
                                               " \r\n",
                                               "<input type=hidden>",
                                               "<span hidden>",
                                               "</span>",
                                               "<dialog>",
                                               "<x-y>"};

// Damages pages as careless publishers do; the same seed gives the same damage.
class Mutator {
 public:
  explicit Mutator(std::uint32_t seed) : random_(seed) {}

  std::string mutate(std::string page) {
    const int times = 1 + static_cast<int>(below(3));
    for (int i = 0; i < times && !page.empty(); ++i) damage(page);
    return page;
  }

 private:
  std::size_t below(std::size_t bound) { return random_() % bound; }

  void damage(std::string& page) {
    const std::size_t at = below(page.size());
    switch (below(5)) {
      case 0:
        page.resize(at);
        break;
      case 1:
        page.erase(at, 1 + below(200));
        break;
      case 2:
        page.insert(tag_from(page, at), kPieces[below(kPieces.size())]);
        break;
      case 3:
        double_tag(page, at);
        break;
      default:
        drop_tag(page, at);
        break;
    }
  }

  static std::size_t tag_from(const std::string& page, std::size_t at) {
    const std::size_t found = page.find('<', at);
    return found == std::string::npos ? page.size() : found;
  }

  static void double_tag(std::string& page, std::size_t at) {
    const std::size_t begin = tag_from(page, at);
    const std::size_t end = page.find('>', begin);
    if (end != std::string::npos) page.insert(begin, page.substr(begin, end + 1 - begin));
  }

  static void drop_tag(std::string& page, std::size_t at) {
    const std::size_t begin = tag_from(page, at);
    const std::size_t end = page.find('>', begin);
    if (end != std::string::npos) page.erase(begin, end + 1 - begin);
  }

  std::mt19937 random_;
};

std::vector<std::string> pages_below(const fs::path& folder, std::size_t at_most) {
  std::vector<fs::path> files;
  if (!fs::exists(folder)) return {};
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const auto extension = entry.path().extension();
    if (extension == ".html" || extension == ".htm") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  const std::size_t step = std::max<std::size_t>(1, files.size() / at_most);
  std::vector<std::string> pages;
  for (std::size_t i = 0; i < files.size(); i += step) {
    pages.push_back(decode_html(test::read_file(files[i]), "").utf8);
  }
  return pages;
}

// Damage may fall into the midst of a character: decoding makes valid text of it again.
void expect_agreement(const std::vector<std::string>& pages, std::uint32_t mutations) {
  for (std::size_t i = 0; i < pages.size(); ++i) {
    EXPECT_EQ(disagreement(pages[i]), "") << "page " << i;
    for (std::uint32_t seed = 0; seed < mutations; ++seed) {
      const std::string page = decode_html(Mutator(seed).mutate(pages[i]), "").utf8;
      EXPECT_EQ(disagreement(page), "")
          << "page " << i << ", seed " << seed << ": " << page.substr(0, 1000);
    }
  }
}

constexpr std::uint32_t kMutations = 3;

TEST(HtmlWays, AgreeOnTheSharedPagesAndOnDamagedOnes) {
  const auto shared = test::shared_data();
  if (!shared) GTEST_SKIP() << "shared test data is absent; set CABLED_SHARED";

  expect_agreement(pages_below(*shared / "pages", 1000), kMutations);
}

TEST(HtmlWays, AgreeOnThePagesOfTheBenchmark) {
  const char* folder = std::getenv("CABLED_BENCH_PAGES");
  if (folder == nullptr) GTEST_SKIP() << "set CABLED_BENCH_PAGES to a folder of pages";

  expect_agreement(pages_below(folder, 100), kMutations);
}

// Pages of every habit that the short way has a rule for, and of those that it leaves alone.
TEST(HtmlWays, AgreeOnPagesThatTheTestsWroteAndOnDamagedOnes) {
  const std::string telegram =
      "<p>DE RUEHKO #0153/01 0252338<br>TAGS: PREL<p>1. (C) Text &amp; more";
  const std::vector<std::string> pages = {
      "<!doctype html><title>x</title><div id=a class='B c' role=main>" + telegram + "</div>",
      "<html><head><meta charset=utf-8><noscript><link rel=x></noscript></head> "
      "<body>\n<p>a<b>c</b>",
      "<p>no doctype<table><tr><td>a<td>b<b>bold<tr><td>c</table>after",
      "<!doctype html><p>closed by<table><caption>c</caption><col><tbody><tr><th>h</table>",
      "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01 "
      "Transitional//EN\"><p>quirks?<table><td>x</table>",
      "<ul><li>a<ul><li>b<li>c</ul><li><p>d</ul><dl><dt>t<dd>d<dt>t</dl>",
      "<form><p>x<form>y</form>z</form><table><form><tr><td>q</form></table>",
      "<pre>\n\none\ttwo\r\nthree</pre><textarea>\n<b>&lt;</textarea><listing>\nx</listing>",
      "<select><option>a<option>b<optgroup><option>c</select><button>b</button>",
      "<a href=x>one</a><a name=y>two<p>three</a>four<b><i>five</b>six</i>",
      "<h1>a</h1><h2>b</h3>c</p>d</div>e</span>f<hr>g</br>h",
      "<p>&copy 2010 &#8212; &nbsp; &NotEqualTilde; &bogus; &#150; &#x0A; AT&T &lt<p>1 < 2 <",
      "<svg><g><path d=x /></g></svg><math><mi>x</mi></math><x-y>custom</x-y><dialog>d</dialog>",
      "<p hidden>x</p><p style='display:none'>y</p><span style='white-space: pre'>a  b</span>",
      "<script>if (a<b) '</p>'</script><style>p{}</style><!-- <p> --><iframe><p></iframe>z",
      "<body class=one><body class=two><html id=late>text</html>tail<p>end",
      "<object><p>o</object><ins>i<p>j</ins><center>c<main>m</span></main></center>",
      "\xEF\xBF\xBE\xC2\x85 caf\xC3\xA9 \xC2\xAD\xE2\x80\xA8 end",
      "",
      "   ",
      "text alone",
      "<",
      "</",
      "<p"};

  expect_agreement(pages, 300);
}

// CABLED_RANDOM_PAGES sets how many.
TEST(HtmlWays, AgreeOnRandomPages) {
  const char* asked = std::getenv("CABLED_RANDOM_PAGES");
  const std::uint32_t pages =
      asked == nullptr ? 4000 : static_cast<std::uint32_t>(std::atoi(asked));
  for (std::uint32_t seed = 0; seed < pages; ++seed) {
    std::mt19937 random(seed);
    std::string page = "<!doctype html><p>x";
    for (std::size_t left = 2 + random() % 14; left > 0; --left) {
      page += kPieces[random() % kPieces.size()];
      page += static_cast<char>('a' + random() % 26);
    }
    const std::string found = disagreement(page);
    ASSERT_EQ(found, "") << "seed " << seed << ": " << page;
  }
}

}  // namespace
}  // namespace cabled::html_ways_test
