#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/html/charset.h"
#include "parsers/html/html_document.h"
#include "parsers/html/layout.h"
#include "tests/support/shared_data.h"

namespace cabled {
namespace {

namespace fs = std::filesystem;

std::string described(const LayoutElement& element) {
  return std::to_string(element.parent) + " <" + std::string(element.tag) + "> \"" + element.hints +
         (element.block ? "\" block" : "\" inline");
}

std::string described(const LayoutLine& line) {
  return std::to_string(line.element) + (line.preformatted ? " pre " : " flow ") +
         std::to_string(line.link_bytes) + " \"" + line.text + "\"";
}

// The first thing in which two layouts differ; "" when they are the same.
template <typename Item>
std::string first_difference(const std::vector<Item>& a, const std::vector<Item>& b) {
  for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
    const std::string left = i < a.size() ? described(a[i]) : "nothing";
    const std::string right = i < b.size() ? described(b[i]) : "nothing";
    if (left != right) return "at " + std::to_string(i) + ": " + left + " | " + right;
  }
  return {};
}

std::string difference(const Layout& a, const Layout& b) {
  const std::string elements = first_difference(a.elements, b.elements);
  return elements.empty() ? first_difference(a.lines, b.lines) : elements;
}

// What the short way gives that Gumbo does not; "" when they agree.
std::string disagreement(const std::string& utf8) {
  const auto by_gumbo = HtmlDocument::parse(utf8, {}, HtmlWay::kGumbo);
  const auto shortest = HtmlDocument::parse(utf8, {}, HtmlWay::kShortest);
  if (by_gumbo.has_value() != shortest.has_value()) return "one way refuses the page";
  return by_gumbo ? difference(lay_out(*shortest), lay_out(*by_gumbo)) : "";
}

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
    static const std::vector<std::string_view> kPieces = {"<p>",
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
      EXPECT_EQ(disagreement(page), "") << "page " << i << ", seed " << seed;
    }
  }
}

TEST(HtmlWays, AgreeOnTheSharedPagesAndOnDamagedOnes) {
  const auto shared = test::shared_data();
  if (!shared) GTEST_SKIP() << "shared test data is absent; set CABLED_SHARED";

  expect_agreement(pages_below(*shared / "pages", 1000), 3);
}

TEST(HtmlWays, AgreeOnThePagesOfTheBenchmark) {
  const char* folder = std::getenv("CABLED_BENCH_PAGES");
  if (folder == nullptr) GTEST_SKIP() << "set CABLED_BENCH_PAGES to a folder of pages";

  expect_agreement(pages_below(folder, 100), 3);
}

}  // namespace
}  // namespace cabled
