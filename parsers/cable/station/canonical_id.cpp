#include "parsers/cable/station/canonical_id.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "parsers/cable/station/stations.h"
#include "parsers/model/ascii.h"
#include "parsers/telegram/slips.h"
#include "parsers/telegram/swallowed_words.h"

namespace cabled {
namespace {

// The longest id seen has 35 letters (a suspected duplicate); more is no id.
constexpr std::size_t kLongestId = 96;
constexpr std::size_t kMostIdDigits = 9;

// Letters and the digits after them: "SECTION" "01".
struct Part {
  std::string letters;
  std::string digits;
};

struct Pieces {
  int year = 0;
  std::vector<Part> parts;
};

std::string bare(std::string_view text) {
  std::string id;
  // The sets of the 1970s, and their neighbours, are told apart by a suffix: "1973STATE097844_b".
  const std::size_t set_mark = text.rfind('_');
  if (set_mark != std::string_view::npos && set_mark + 2 == text.size()) {
    text = text.substr(0, set_mark);
  }
  for (const char c : text) {
    if (ascii::is_alnum(c)) id += ascii::to_upper(c);
  }
  if (id.size() > 1 && id[0] == 'O' && ascii::is_digit(id[1])) id[0] = '0';
  return id;
}

// How many of the leading digits are the year; 0 when they are none.
std::size_t year_digits(std::string_view id, std::size_t leading) {
  const bool full = leading >= 4 && (id.starts_with("19") || id.starts_with("20"));
  if (leading == 8 && id.substr(0, 4) == id.substr(4, 4)) return 8;
  if (full) return 4;
  if (leading == 4 && id.substr(0, 2) == id.substr(2, 2)) return 4;
  // "0801OF02MANAMA492": all of "SECTION" is lost but its numbers.
  if (leading == 4 && id.substr(4).starts_with("OF")) return 2;
  return leading == 2 || leading == 3 ? 2 : 0;
}

int number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// A zero alone amid letters is an O, a one is an I.
bool is_letter_misread(std::string_view id, std::size_t at, std::size_t name_begins) {
  const bool after_letter = at == name_begins || ascii::is_upper(id[at - 1]);
  return after_letter && at + 1 < id.size() && ascii::is_upper(id[at + 1]) &&
         (id[at] == '0' || id[at] == '1');
}

// The letters put back, when they make a name that is known; "SECTION0QF05" must stay as it is.
std::string with_letters_put_back(std::string_view id, std::size_t name_begins) {
  std::string healed(id);
  for (std::size_t at = name_begins; at < id.size(); ++at) {
    if (is_letter_misread(id, at, name_begins)) healed[at] = id[at] == '0' ? 'O' : 'I';
  }
  if (healed == id) return healed;
  const auto begin = healed.begin() + static_cast<std::ptrdiff_t>(name_begins);
  const std::string name(begin, std::find_if(begin, healed.end(), ascii::is_digit));
  return known_station(name) ? healed : std::string(id);
}

std::vector<Part> split(std::string_view id) {
  std::vector<Part> parts;
  for (std::size_t at = 0; at < id.size();) {
    Part part;
    while (at < id.size() && ascii::is_upper(id[at])) part.letters += id[at++];
    while (at < id.size() && ascii::is_digit(id[at])) part.digits += id[at++];
    // A letter alone amid the last digits is a digit misread: "TOKYO1O53".
    const bool misread = !parts.empty() && part.letters.size() == 1 && at == id.size();
    if (misread && (part.letters == "O" || part.letters == "I" || part.letters == "L")) {
      parts.back().digits += (part.letters == "O" ? '0' : '1') + part.digits;
    } else {
      parts.push_back(std::move(part));
    }
  }
  return parts;
}

std::optional<Pieces> take_apart(std::string_view text) {
  if (text.size() > kLongestId) return std::nullopt;
  const std::string id = bare(text);
  const auto leading = static_cast<std::size_t>(
      std::find_if_not(id.begin(), id.end(), ascii::is_digit) - id.begin());
  const std::size_t year = year_digits(id, leading);
  if (year == 0 || year == id.size()) return std::nullopt;
  Pieces pieces;
  const std::size_t shown = year == 8 ? 4 : year;
  const bool twice = year == 4 && id.substr(0, 2) == id.substr(2, 2);
  pieces.year = number(std::string_view(id).substr(0, twice ? 2 : shown));
  pieces.parts = split(std::string_view(with_letters_put_back(id, year)).substr(year));
  return pieces;
}

// Dropping what follows the serial: marks that repeat it (the repeated one counts), numbers of the
// series for a travelling Secretary ("TOSEC", the first one counts), words without a number.
void settle_serial(std::vector<Part>& parts) {
  while (parts.size() > 1) {
    const Part& last = parts.back();
    if (announces_serial(last.letters) && !last.digits.empty()) {
      parts[parts.size() - 2].digits = last.digits;
    } else if (!within_slips(last.letters, "TOSEC", 0) && !last.digits.empty()) {
      return;
    }
    parts.pop_back();
  }
}

// The station with whole or damaged words in front of it: "ECTIONMANAMA".
std::optional<std::string_view> behind_swallowed(std::string_view letters) {
  for (std::size_t at = 1; at + 4 <= letters.size(); ++at) {
    const auto station = known_station(letters.substr(at));
    if (station && is_swallowed(letters.substr(0, at))) return station;
  }
  return std::nullopt;
}

struct Reading {
  const Part* part = nullptr;
  std::string station;
};

// The last part that is a station for certain, else the last that is likely one, else the last
// whose letters no longer look like a part of a section mark.
Reading find_station(const std::vector<Part>& parts) {
  using Finder = std::optional<std::string_view> (*)(std::string_view);
  constexpr auto kFinders = std::to_array<Finder>({
      known_station,
      behind_swallowed,
      [](std::string_view letters) { return likely_station(without_swallowed(letters)); },
      [](std::string_view letters) -> std::optional<std::string_view> {
        const std::string_view name = without_post_kind(without_swallowed(letters));
        if (name.empty() || is_swallowed(name)) return std::nullopt;
        return name;
      },
  });
  for (const Finder find : kFinders) {
    for (std::size_t at = parts.size(); at-- > 0;) {
      const auto& part = parts[at];
      if (part.letters.empty() || part.digits.empty()) continue;
      if (const auto station = find(part.letters)) return {&part, std::string(*station)};
    }
  }
  return {};
}

// "73BANGKOK-A50", "73 BANGKOK A-50": where the mark of an airgram's number begins; npos in the
// number of a telegram.
std::size_t airgram_mark(std::string_view text) {
  const auto digits = static_cast<std::size_t>(
      std::find_if_not(text.rbegin(), text.rend(), ascii::is_digit) - text.rbegin());
  const std::string_view before = text.substr(0, text.size() - digits);
  if (digits == 0 || before.size() < 4) return std::string_view::npos;
  const std::size_t mark = before.size() - 2;
  const std::string_view last = before.substr(mark);
  const bool letter_first = ascii::iequals(last, "A-") && ascii::is_space(before[mark - 1]);
  return letter_first || ascii::iequals(last, "-A") ? mark : std::string_view::npos;
}

Result<CableId> airgram_id(std::string_view text, std::size_t mark) {
  const std::string_view digits = text.substr(mark + 2);
  const auto station = canonical_id(fmt::format("{}1", ascii::trim(text.substr(0, mark))));
  if (!station || digits.size() > kMostIdDigits) {
    return fail(ErrorKind::kInvalid, "no airgram can be made out in '{}'", text);
  }
  return CableId::make(station->year(), station->station(), number(digits), CableSeries::kAirgram);
}

}  // namespace

Result<CableId> canonical_id(std::string_view text) {
  if (const std::size_t mark = airgram_mark(text); mark != std::string_view::npos) {
    return airgram_id(text, mark);
  }
  std::optional<Pieces> pieces = take_apart(text);
  if (pieces) {
    settle_serial(pieces->parts);
    const Reading reading = find_station(pieces->parts);
    if (reading.part != nullptr && reading.part->digits.size() <= kMostIdDigits) {
      return CableId::make(pieces->year, reading.station, number(reading.part->digits));
    }
  }
  return fail(ErrorKind::kInvalid, "no cable id can be made out in '{}'", text);
}

}  // namespace cabled
