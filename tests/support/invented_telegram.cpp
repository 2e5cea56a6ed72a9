#include "tests/support/invented_telegram.h"

#include <fmt/format.h>

#include <algorithm>

namespace cabled::test {
namespace {

using namespace std::literals;

struct Post {
  std::string_view name;
  std::string_view sender;
  std::string_view route;
};

constexpr std::array kPosts = {
    Post{"OSLO", "AMEMBASSY OSLO", "RUEHNY"}, Post{"TEL AVIV", "AMEMBASSY TEL AVIV", "RUEHTV"},
    Post{"LIMA", "AMEMBASSY LIMA", "RUEHPE"}, Post{"THE HAGUE", "AMEMBASSY THE HAGUE", "RUEHTC"},
    Post{"NAIROBI", "AMEMBASSY NAIROBI", "RUEHNR"}};

constexpr std::array kWho = {"The keeper of the north light"sv, "A ferry captain"sv,
                             "The deputy harbormaster"sv,       "An old shipwright"sv,
                             "The clerk of the fish market"sv,  "Two pilots of the outer shoal"sv};
constexpr std::array kDid = {"told us over tea that"sv, "conceded after some silence that"sv,
                             "wrote in a note to Econoff that"sv, "insisted, with a smile, that"sv,
                             "said (and later repeated) that"sv};
constexpr std::array kWhat = {
    "the new buoys drift as far as the old ones did"sv,
    "nobody has counted the nets since spring"sv,
    "a dry dock would cost more than the whole fleet earns in a good year"sv,
    "the lamp burns oil that was paid for twice"sv,
    "three of the seven cranes stand still for want of rope"sv,
    "the winter timetable will be printed before the ships are bought"sv};
constexpr std::array kSubjects = {"KEEPERS OF THE NORTH LIGHT ASK FOR OIL"sv,
                                  "FISH MARKET OPENS AN HOUR LATE, AGAIN"sv,
                                  "A DRY DOCK FOR A FLEET OF TWELVE BOATS"sv};
constexpr std::array kTags = {"PREL, EWWT, EFIS"sv, "ECON, ETRD, PGOV"sv, "PGOV, SENV"sv};
constexpr std::array kNames = {"Ida Marrow"sv, "Owen Pell"sv, "Ruth Cannery"sv};
constexpr std::array kSigners = {"MARROW"sv, "PELL"sv, "CANNERY"sv};

std::string sentence(Dice& dice) {
  return fmt::format("{} {} {}.", dice.one_of(kWho), dice.one_of(kDid), dice.one_of(kWhat));
}

// Break after break, as a machine wraps: a word goes down only when it has no room.
std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    if (!lines.back().empty() && lines.back().size() + 1 + word.size() > width)
      lines.emplace_back();
    if (!lines.back().empty()) lines.back() += ' ';
    lines.back() += word;
    at = end + 1;
  }
  return lines;
}

class Writer {
 public:
  explicit Writer(std::uint32_t seed) : dice_(seed), post_(kPosts[dice_.below(kPosts.size())]) {}

  InventedTelegram write() {
    serial_ = 12 + dice_.below(900);
    width_ = 64 + dice_.below(6);
    envelope();
    head();
    paragraphs();
    return std::move(lines_);
  }

 private:
  void add(Part part, std::string text) { lines_.push_back({part, std::move(text)}); }
  void blank() { add(Part::kBlank, ""); }

  void envelope() {
    add(Part::kEnvelope, fmt::format("VZCZCXRO{:04}", 1000 + dice_.below(8000)));
    add(Part::kEnvelope, "PP RUEHAG RUEHROV");
    add(Part::kDe, fmt::format("DE {} #{:04}/01 0451512", post_.route, serial_));
    add(Part::kEnvelope, "ZNY CCCCC ZZH");
    add(Part::kGroup, "P 140312Z FEB 07");
    add(Part::kFrom, fmt::format("FM {}", post_.sender));
    add(Part::kTo, "TO RUEHC/SECSTATE WASHDC PRIORITY 2624");
    add(Part::kInfo, "INFO RHEHNSC/NSC WASHDC PRIORITY 3635");
    add(Part::kInfo, "RUEHRO/AMEMBASSY ROME 6005");
    blank();
  }

  void head() {
    add(Part::kClassification,
        fmt::format("C O N F I D E N T I A L SECTION 01 OF 02 {} {:06}", post_.name, serial_));
    blank();
    add(Part::kCaption, "SIPDIS");
    blank();
    add(Part::kOrder, "E.O. 12958: DECL: 02/14/2017");
    add(Part::kTags, fmt::format("TAGS: {}", dice_.one_of(kTags)));
    add(Part::kSubject, fmt::format("SUBJECT: {}", dice_.one_of(kSubjects)));
    blank();
    add(Part::kReference, "REF: A. ROME 1205");
    add(Part::kReference, "     B. 06 STATE 15577");
    blank();
    name_ = dice_.below(kNames.size());
    add(Part::kClassifiedBy,
        fmt::format("Classified By: DCM {} for reasons 1.4 (b) and (d).", kNames[name_]));
    blank();
  }

  void paragraphs() {
    const std::size_t count = 3 + dice_.below(4);
    for (std::size_t number = 1; number <= count; ++number) {
      if (number == 2) {
        add(Part::kHeading, "What the Pilots Say");
        add(Part::kHeading, "-------------------");
        blank();
      }
      const std::string mark = fmt::format("{}. (C) ", number);
      const auto typed = typed_paragraph(dice_, number == 1 ? mark + "Summary: " : mark, width_);
      for (const std::string& line : typed) {
        add(&line == typed.data() ? Part::kParagraph : Part::kProse, line);
      }
      if (number == 1) lines_.back().text += " End summary.";
      blank();
      if (number == 2) {
        add(Part::kMarker, fmt::format("{} {:08}  002 OF 002", post_.name, serial_));
        blank();
      }
    }
    add(Part::kSigner, std::string(kSigners[name_]));
  }

  Dice dice_;
  const Post& post_;
  std::size_t serial_ = 0;
  std::size_t width_ = 0;
  std::size_t name_ = 0;
  InventedTelegram lines_;
};

}  // namespace

std::vector<std::string> typed_paragraph(Dice& dice, const std::string& mark, std::size_t width) {
  std::string text = mark + sentence(dice);
  const std::size_t more = 2 + dice.below(3);
  for (std::size_t i = 0; i < more; ++i) text += ' ' + sentence(dice);
  return wrapped(text, width);
}

InventedTelegram invented_telegram(std::uint32_t seed) { return Writer(seed).write(); }

std::string text_of(const InventedTelegram& telegram) {
  std::string text;
  for (const InventedLine& line : telegram) text += line.text + '\n';
  return text;
}

std::vector<std::size_t> places_of(const InventedTelegram& telegram, Part part) {
  std::vector<std::size_t> places;
  for (std::size_t at = 0; at < telegram.size(); ++at) {
    if (telegram[at].part == part) places.push_back(at);
  }
  return places;
}

}  // namespace cabled::test
