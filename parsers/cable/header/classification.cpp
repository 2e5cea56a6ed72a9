#include "parsers/cable/header/classification.h"

#include <algorithm>
#include <array>

#include "parsers/cable/station/stations.h"
#include "parsers/model/ascii.h"
#include "parsers/telegram/captions.h"
#include "parsers/telegram/classifications.h"
#include "parsers/telegram/scanner.h"
#include "parsers/telegram/slips.h"
#include "parsers/telegram/swallowed_words.h"

namespace cabled {
namespace {

// "SAO PAULO" has two words, "DAR ES SALAAM" three, "USMISSION USUN NEW YORK" four.
constexpr std::size_t kMostPostWords = 5;
constexpr std::size_t kMostStationLetters = 40;
constexpr std::size_t kFewestSerialDigitsOfUnknown = 4;

// "SECTION 01 OF 03", "SECTION01 OF 03", "ECTION 01 GF 02"; `found` is how many letters it took.
struct SectionMark {
  std::optional<int> section;
  std::optional<int> sections;
  bool whole = false;  ///< the word SECTION is undamaged
  std::string_view rest;
};

std::optional<SectionMark> read_section(std::string_view text) {
  text = after_caption_marks(text);
  const auto letters =
      static_cast<std::size_t>(std::ranges::find_if_not(text, ascii::is_upper) - text.begin());
  const std::string_view word = text.substr(0, letters);
  if (word.size() < 5 || !within_slips(word, "SECTION", 2)) return std::nullopt;
  SectionMark mark;
  mark.whole = word == "SECTION";
  text = after_caption_marks(text.substr(letters));
  const std::size_t digits = words::leading_digits(text);
  if (digits < 1 || digits > 2) return std::nullopt;
  mark.section = static_cast<int>(*words::number(text.substr(0, digits)));
  mark.rest = text.substr(digits);

  text = after_caption_marks(mark.rest);
  if (text.size() < 3 || !(text[1] == 'F' || text[0] == 'O')) return mark;
  text = after_caption_marks(text.substr(2));
  const std::size_t total = words::leading_digits(text);
  if (total < 1 || total > 2) return mark;
  mark.sections = static_cast<int>(*words::number(text.substr(0, total)));
  mark.rest = text.substr(total);
  return mark;
}

// Captions and section marks between the level and the station, or after the number.
std::string_view take_marks(ClassificationLine& found, std::string_view text) {
  while (true) {
    if (const auto caption = read_caption(text)) {
      found.captions.emplace_back(caption->name);
      text = caption->rest;
    } else if (const auto mark = found.section ? std::nullopt : read_section(text)) {
      found.section = mark->section;
      found.sections = mark->sections;
      if (!mark->whole) {
        for (const char c : text.substr(0, text.size() - mark->rest.size())) {
          if (ascii::is_alnum(c)) found.swallowed += c;
        }
      }
      text = mark->rest;
    } else {
      return text;
    }
  }
}

bool is_name_word(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, [](char c) {
    return ascii::is_upper(c) || c == '\'' || c == '-' || c == '.';
  });
}

// The number that `word` is, with the next one when a mark says that it stands again.
void take_serial(ClassificationLine& found, std::string_view word, std::string_view rest) {
  found.serial = words::number(word);
  found.serial_digits = word.size();
  found.damaged = !found.serial;
  found.rest = rest;
  std::string mark;
  for (int i = 0; i < 2; ++i) {
    mark += words::first(rest);
    rest = words::after_first(rest);
    const auto again = words::number(words::first(rest));
    if (!announces_serial(mark) || !again) continue;
    found.serial = again;
    found.rest = words::after_first(rest);
    return;
  }
}

// "OOO123": a number with the letter O for 0.
bool is_swapped(std::string_view word) {
  return words::number(word).has_value() && std::ranges::any_of(word, ascii::is_digit);
}

// "LIMA000123": how many letters of a station are glued to its serial; 0 when it stands by itself.
std::size_t letters_before_serial(std::string_view word) {
  const auto digit = std::ranges::find_if(word, ascii::is_digit);
  const auto letters = static_cast<std::size_t>(digit - word.begin());
  const std::string_view serial = word.substr(letters);
  const bool glued = letters >= 3 && is_name_word(word.substr(0, letters)) &&
                     serial.size() >= kFewestSerialDigitsOfUnknown &&
                     std::ranges::all_of(serial, ascii::is_digit);
  return glued && !is_swapped(word) ? letters : 0;
}

void take_station(ClassificationLine& found, std::string_view text) {
  std::string name;
  std::string_view rest = text;
  for (std::size_t i = 0; i <= kMostPostWords && name.size() < kMostStationLetters; ++i) {
    const std::string_view word = words::first(rest);
    rest = words::after_first(rest);
    if (is_name_word(word)) {
      std::ranges::copy_if(word, std::back_inserter(name), ascii::is_upper);
      continue;
    }
    const std::size_t letters = letters_before_serial(word);
    std::ranges::copy_if(word.substr(0, letters), std::back_inserter(name), ascii::is_upper);
    const std::string_view serial = word.substr(letters);
    const bool is_number =
        !serial.empty() && (ascii::is_digit(serial.front()) || is_swapped(serial));
    if (name.empty() || !is_number) return;
    found.station = name;
    take_serial(found, serial, rest);
    return;
  }
}

ClassificationLine behind_level(const FoundLevel& level) {
  ClassificationLine found;
  found.level = level.published;
  found.rest = take_marks(found, level.rest);
  take_station(found, found.rest);
  if (!found.station.empty()) found.rest = take_marks(found, found.rest);
  return found;
}

}  // namespace

std::optional<ClassificationLine> read_classification_line(std::string_view line) {
  if (const auto level = read_level(line, Strictness::kTolerant)) return behind_level(*level);
  for (const auto& level : {read_damaged_level(line), read_glued_level(line)}) {
    if (!level) continue;
    ClassificationLine found = behind_level(*level);
    if (is_surely_classification(found)) return found;
  }
  return std::nullopt;
}

bool is_numbered_classification(std::string_view line) {
  // Most lines of a header are addressees, and most of these have no number.
  if (std::ranges::none_of(line, ascii::is_digit)) return false;
  const auto found = read_classification_line(line);
  if (!found || found->station.empty()) return false;
  return is_surely_classification(*found) || found->serial_digits >= kFewestSerialDigitsOfUnknown;
}

bool is_surely_classification(const ClassificationLine& line) {
  return !line.station.empty() && (line.section || known_station(line.station));
}

std::string published_classification(const std::string& level,
                                     const std::vector<std::string>& captions) {
  const auto has = [&](std::string_view caption) {
    return std::ranges::find(captions, caption) != captions.end();
  };
  if (level == "UNCLASSIFIED") {
    const bool official = has("SENSITIVE") || has("EFTO") || has("FOUO");
    return official ? "UNCLASSIFIED//FOR OFFICIAL USE ONLY" : level;
  }
  return level != "LIMITED OFFICIAL USE" && has("NOFORN") ? level + "//NOFORN" : level;
}

}  // namespace cabled
