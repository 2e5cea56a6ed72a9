#include <gtest/gtest.h>

#include <sstream>

#include "tests/parsers/page/read_fields.h"
#include "tests/support/invented_telegram.h"

// One telegram in many dresses is read alike. A matrix is printed; its floors may rise and never
// fall.

namespace cabled::dressings_test {
namespace {

using test::compare;
using test::Count;
using test::Fields;
using test::fields_of;
using test::kTelegrams;
using test::plain_page;
using test::print_row;
using test::read;
using test::replaced;

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else
      out += c;
  }
  return out;
}

Page html_page(const std::string& body) {
  return {"<html><head><title>A copy</title></head><body><div id=nav><a href=/>Home</a></div>" +
              body + "<div id=footer>All about boats</div></body></html>",
          "https://copies.example/1", "text/html; charset=utf-8"};
}

/// `text` cut at blank lines, each piece between the two marks, its line ends replaced.
std::string in_blocks(const std::string& text, const char* open, const char* line_end,
                      const char* close) {
  std::string out = open;
  bool blank = false;
  std::istringstream lines(escaped(text));
  for (std::string line; std::getline(lines, line);) {
    if (line.empty()) {
      blank = true;
      continue;
    }
    if (blank) out += std::string(close) + open;
    blank = false;
    out += line + line_end;
  }
  return out + close;
}

struct Dress {
  const char* name;
  Page (*put_on)(const std::string& text);
  double floor;  ///< percent of fields read as in the plain dress
};

const Dress kDresses[] = {
    {"pre", [](const std::string& t) { return html_page("<pre>" + escaped(t) + "</pre>"); }, 100},
    {"paragraphs of lines",
     [](const std::string& t) { return html_page(in_blocks(t, "<p>", "<br>\n", "</p>\n")); }, 100},
    {"line breaks",
     [](const std::string& t) {
       return html_page("<div>" + replaced(escaped(t), "\n", "<br>\n") + "</div>");
     },
     100},
    {"CRLF", [](const std::string& t) { return plain_page(replaced(t, "\n", "\r\n")); }, 100},
    {"indented",
     [](const std::string& t) { return plain_page("    " + replaced(t, "\n", "\n    ")); }, 97},
    {"byte order mark", [](const std::string& t) { return plain_page("\xEF\xBB\xBF" + t); }, 100},
    {"no-break blanks",
     [](const std::string& t) { return plain_page(replaced(t, ", ", ",\u00A0")); }, 100},
    {"blanks at line ends",
     [](const std::string& t) { return plain_page(replaced(t, "\n", " \n")); }, 100},
};

class Dresses : public testing::TestWithParam<Dress> {};

TEST_P(Dresses, ChangeNothingThatIsRead) {
  Count total;
  std::string difference;
  for (std::uint32_t seed = 1; seed <= kTelegrams; ++seed) {
    const std::string text = text_of(test::invented_telegram(seed));
    const Fields plain = fields_of(read(plain_page(text)));
    const Count count = compare(plain, fields_of(read(GetParam().put_on(text))), {}, difference);
    total.right += count.right;
    total.all += count.all;
  }
  print_row(GetParam().name, total);

  EXPECT_GE(total.percent(), GetParam().floor) << difference;
}

INSTANTIATE_TEST_SUITE_P(All, Dresses, testing::ValuesIn(kDresses),
                         [](const auto& test) { return std::to_string(test.index); });

}  // namespace
}  // namespace cabled::dressings_test
