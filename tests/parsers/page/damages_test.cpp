#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/parsers/page/read_fields.h"
#include "tests/support/invented_telegram.h"

// A telegram that is damaged loses what the damage says and nothing else. A matrix is printed; its
// floors may rise and never fall.

namespace cabled::damages_test {
namespace {

using test::compare;
using test::Count;
using test::Fields;
using test::fields_of;
using test::InventedLine;
using test::InventedTelegram;
using test::kTelegrams;
using test::Part;
using test::plain_page;
using test::print_row;
using test::read;
using test::replaced;

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
    {"TAGS and Subject glued",
     [](auto& t) {
       text_at(t, Part::kTags) += replaced(text_at(t, Part::kSubject), "SUBJECT", "Subject");
       return lose(t, Part::kSubject);
     },
     {"text", "clean_text"},
     100,
     false},
    {"Classified By misspelt",
     [](auto& t) { return rewrite(t, Part::kClassifiedBy, "lassified", "lassfied"); },
     {"text", "clean_text"},
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

}  // namespace
}  // namespace cabled::damages_test
