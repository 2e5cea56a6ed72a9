#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>
#include <sstream>

#include "parsers/model/ascii.h"
#include "parsers/page/read_page.h"
#include "tests/support/invented_telegram.h"

// One telegram in many dresses is read alike; damaged, it loses what the damage says and nothing
// else. A matrix of both is printed. Its floors may rise and never fall.

namespace cabled::dressings_test {
namespace {

using test::InventedLine;
using test::InventedTelegram;
using test::Part;

constexpr std::uint32_t kTelegrams = 25;

using Fields = std::map<std::string, std::string>;

std::string bare(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (ascii::is_alnum(c)) out += ascii::to_lower(c);
  }
  return out;
}

template <class List, class Text>
std::string listed(const List& list, Text text) {
  std::string out;
  for (const auto& item : list) out += text(item) + '|';
  return out;
}

Fields fields_of(const Cable& cable) {
  const auto same = [](const std::string& text) { return text; };
  const auto name = [](const Addressee& to) { return to.route.value_or("") + ' ' + to.name; };
  return {
      {"id", cable.id ? cable.id->text() : ""},
      {"dtg", cable.dtg.value_or("")},
      {"de_line", cable.de_line.value_or("")},
      {"from", cable.from.value_or("")},
      {"to", listed(cable.to, name)},
      {"info", listed(cable.info, name)},
      {"classification", cable.classification.value_or("")},
      {"handling", listed(cable.handling, same)},
      {"tags", listed(cable.tags, same)},
      {"subject", cable.subject.value_or("")},
      {"references",
       listed(cable.references, [](const Reference& r) { return r.id ? r.id->text() : "?"; })},
      {"classified_by", listed(cable.classified_by, same)},
      {"reasons", listed(cable.reasons, same)},
      {"summary", bare(cable.summary.value_or(""))},
      {"numbers", listed(cable.paragraphs,
                         [](const Paragraph& p) {
                           return fmt::format("{} {}", p.number.value_or(0),
                                              p.portion.value_or(""));
                         })},
      {"paragraphs", listed(cable.paragraphs, [](const Paragraph& p) { return bare(p.text); })},
      {"signers", listed(cable.signers, same)},
      {"text", bare(cable.text)},
      {"clean_text", bare(cable.clean_text)},
      {"damage", listed(cable.damage, [](const Damage& d) { return d.place; })},
  };
}

Cable read(const Page& page) {
  PageReading reading = read_page(page);
  const Cable* cable = std::get_if<Cable>(&reading.outcome);
  return cable != nullptr ? *cable : Cable{};
}

Page plain_page(std::string text) {
  return {std::move(text), "https://copies.example/1.txt", "text/plain; charset=utf-8"};
}

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

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
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
    {"blanks at line ends",
     [](const std::string& t) { return plain_page(replaced(t, "\n", " \n")); }, 100},
};

struct Damaging {
  const char* name;
  bool (*damage)(InventedTelegram& telegram);
  std::set<std::string> touches;  ///< fields that it may change, or whose loss is to be noticed
  double floor;                   ///< percent of the other fields read as without it
  bool is_noticed;
};

std::string& text_at(InventedTelegram& telegram, Part part, std::size_t nth = 0) {
  return telegram[test::places_of(telegram, part).at(nth)].text;
}

bool lose(InventedTelegram& telegram, Part part) {
  telegram.erase(telegram.begin() +
                 static_cast<std::ptrdiff_t>(test::places_of(telegram, part).at(0)));
  return true;
}

bool rewrite(InventedTelegram& telegram, Part part, std::string_view from, std::string_view to) {
  std::string& text = text_at(telegram, part);
  const std::string before = text;
  text = replaced(text, from, to);
  return text != before;
}

void put_below(InventedTelegram& telegram, std::size_t at, InventedLine line) {
  telegram.insert(telegram.begin() + static_cast<std::ptrdiff_t>(at) + 1, std::move(line));
}

bool break_line(InventedTelegram& telegram, Part part, std::string_view before) {
  const std::size_t at = test::places_of(telegram, part).at(0);
  const std::size_t cut = telegram[at].text.find(before);
  if (cut == std::string::npos) return false;
  const InventedLine rest{part, telegram[at].text.substr(cut)};
  telegram[at].text.resize(cut);
  put_below(telegram, at, rest);
  return true;
}

bool lose_paragraph(InventedTelegram& telegram) {
  const auto begins = test::places_of(telegram, Part::kParagraph);
  if (begins.size() < 4) return false;
  telegram.erase(telegram.begin() + static_cast<std::ptrdiff_t>(begins[2]),
                 telegram.begin() + static_cast<std::ptrdiff_t>(begins[3]));
  return true;
}

const Damaging kDamages[] = {
    {"SUBJECT misspelt",
     [](auto& t) { return rewrite(t, Part::kSubject, "SUBJECT", "SUBEJCT"); },
     {"text", "clean_text"},
     100,
     false},
    {"SUBJECT short of a letter",
     [](auto& t) { return rewrite(t, Part::kSubject, "SUBJECT", "SUJECT"); },
     {"text", "clean_text"},
     100,
     false},
    {"TAGS with a comma",
     [](auto& t) { return rewrite(t, Part::kTags, "TAGS:", "TAGS,"); },
     {},
     100,
     false},
    {"TAGS without a colon",
     [](auto& t) { return rewrite(t, Part::kTags, "TAGS:", "TAGS"); },
     {},
     100,
     false},
    {"TAGS and SUBJECT glued",
     [](auto& t) {
       text_at(t, Part::kTags) += text_at(t, Part::kSubject);
       return lose(t, Part::kSubject);
     },
     {},
     100,
     false},
    {"DE line broken", [](auto& t) { return break_line(t, Part::kDe, "#"); }, {}, 100, false},
    {"marker broken", [](auto& t) { return break_line(t, Part::kMarker, "OF 0"); }, {}, 100, false},
    {"marker misspelt",
     [](auto& t) { return rewrite(t, Part::kMarker, "00000", "OO000"); },
     {"text"},
     100,
     false},
    {"REF with a full stop",
     [](auto& t) { return rewrite(t, Part::kReference, "REF:", "REF."); },
     {},
     100,
     false},
    {"and cut in two",
     [](auto& t) { return rewrite(t, Part::kClassifiedBy, " and ", " a nd "); },
     {},
     100,
     false},
    {"reasons cut in two",
     [](auto& t) { return rewrite(t, Part::kClassifiedBy, "reasons", "rea sons"); },
     {},
     100,
     false},
    {"blanks doubled in the head",
     [](auto& t) {
       for (const Part part : {Part::kDe, Part::kClassifiedBy, Part::kSubject}) {
         rewrite(t, part, " ", "  ");
       }
       return true;
     },
     {},
     100,
     false},
    {"half a portion mark",
     [](auto& t) { return rewrite(t, Part::kParagraph, "(C)", "C)"); },
     {},
     100,
     false},
    {"signer in mixed case",
     [](auto& t) {
       std::string& name = text_at(t, Part::kSigner);
       name = name[0] + ascii::lower(name.substr(1));
       return true;
     },
     {},
     100,
     false},
    {"date-time group lost",
     [](auto& t) { return lose(t, Part::kGroup); },
     {"dtg", "id", "references", "text", "clean_text", "damage"},
     100,
     true},
    {"FM lost",
     [](auto& t) { return lose(t, Part::kFrom); },
     {"from", "text", "clean_text", "damage"},
     100,
     true},
    {"classification lost",
     [](auto& t) { return lose(t, Part::kClassification); },
     {"classification", "text", "clean_text", "damage"},
     100,
     true},
    {"TAGS lost",
     [](auto& t) { return lose(t, Part::kTags); },
     {"tags", "text", "clean_text", "damage"},
     100,
     true},
    {"a paragraph lost",
     lose_paragraph,
     {"numbers", "paragraphs", "text", "clean_text", "damage"},
     100,
     true},
};

struct Count {
  int right = 0;
  int all = 0;

  double percent() const { return all == 0 ? 100 : 100.0 * right / all; }
};

Count compare(const Fields& wanted, const Fields& found, const std::set<std::string>& skipped,
              std::string& first_difference) {
  Count count;
  for (const auto& [key, value] : wanted) {
    if (skipped.contains(key)) continue;
    ++count.all;
    if (found.at(key) == value) {
      ++count.right;
    } else if (first_difference.empty()) {
      first_difference = fmt::format("{}: '{}' became '{}'", key, value.substr(0, 200),
                                     found.at(key).substr(0, 200));
    }
  }
  return count;
}

void print_row(const char* name, const Count& count) {
  std::printf("%-28s %5.1f %% of %d fields\n", name, count.percent(), count.all);
}

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

class Damages : public testing::TestWithParam<Damaging> {};

TEST_P(Damages, TouchNoFieldButTheirOwn) {
  Count total;
  Count noticed;
  std::string difference;
  for (std::uint32_t seed = 1; seed <= kTelegrams; ++seed) {
    InventedTelegram telegram = test::invented_telegram(seed);
    const Fields plain = fields_of(read(plain_page(text_of(telegram))));
    if (!GetParam().damage(telegram)) continue;
    const Cable cable = read(plain_page(text_of(telegram)));
    const Count count = compare(plain, fields_of(cable), GetParam().touches, difference);
    total.right += count.right;
    total.all += count.all;
    ++noticed.all;
    noticed.right += cable.damage.empty() ? 0 : 1;
  }
  print_row(GetParam().name, total);

  EXPECT_GE(total.percent(), GetParam().floor) << difference;
  EXPECT_GT(noticed.all, 0) << "the damage finds what it damages";
  EXPECT_EQ(noticed.right, GetParam().is_noticed ? noticed.all : 0);
}

INSTANTIATE_TEST_SUITE_P(All, Damages, testing::ValuesIn(kDamages),
                         [](const auto& test) { return std::to_string(test.index); });

/// The lines that are not blank, trimmed.
std::vector<std::string> written(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    if (!ascii::trim(line).empty()) lines.emplace_back(ascii::trim(line));
  }
  return lines;
}

TEST(Reading, GivesATextThatIsASubsequenceOfThePagesLines) {
  for (std::uint32_t seed = 1; seed <= kTelegrams; ++seed) {
    const std::string page =
        "Boats and lights\n\n" + text_of(test::invented_telegram(seed)) + "\nShare this page\n";
    const std::vector<std::string> of_page = written(page);

    auto at = of_page.begin();
    for (const std::string& line : written(read(plain_page(page)).text)) {
      at = std::find(at, of_page.end(), line);
      ASSERT_NE(at, of_page.end()) << line;
      ++at;
    }
  }
}

TEST(Reading, MakesUpNoWord) {
  for (std::uint32_t seed = 1; seed <= kTelegrams; ++seed) {
    const std::string page = text_of(test::invented_telegram(seed));
    const std::string letters = bare(page);
    const Cable cable = read(plain_page(page));

    for (const std::string& word : cable.tags) EXPECT_NE(letters.find(bare(word)), letters.npos);
    for (const Paragraph& paragraph : cable.paragraphs) {
      std::istringstream words(paragraph.text + ' ' + paragraph.heading.value_or(""));
      for (std::string word; words >> word;) {
        EXPECT_NE(letters.find(bare(word)), letters.npos) << word;
      }
    }
    std::istringstream words(cable.clean_text + ' ' + cable.prose);
    for (std::string word; words >> word;) EXPECT_NE(page.find(word), page.npos) << word;
  }
}

TEST(Reading, OfItsOwnTextGivesTheSameFields) {
  for (std::uint32_t seed = 1; seed <= kTelegrams; ++seed) {
    const Cable once = read(plain_page(text_of(test::invented_telegram(seed))));

    const Cable twice = read(plain_page(once.text));

    EXPECT_EQ(fields_of(once), fields_of(twice));
    EXPECT_EQ(once.text, twice.text);
    EXPECT_EQ(once.clean_text, twice.clean_text);
  }
}

TEST(Reading, SeesNoDamageInAWholeTelegram) {
  for (std::uint32_t seed = 1; seed <= 8 * kTelegrams; ++seed) {
    const Cable cable = read(plain_page(text_of(test::invented_telegram(seed))));

    EXPECT_TRUE(cable.damage.empty())
        << seed << ": " << (cable.damage.empty() ? "" : cable.damage[0].detail);
  }
}

}  // namespace
}  // namespace cabled::dressings_test
