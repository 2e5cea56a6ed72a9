#include "parsers/cable/names/signer_name.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <utility>

#include "parsers/cable/names/job_titles.h"
#include "parsers/cable/names/name_particles.h"
#include "parsers/model/ascii.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

using namespace std::literals;

constexpr std::array kSuffixes = {"JR"sv, "SR"sv, "II"sv, "III"sv, "IV"sv};

// More words than this are no name: the office before it has an unknown last word.
constexpr std::size_t kMostNameWords = 4;

std::string name_letters_of(std::string_view word) {
  std::string out;
  for (const char c : word) {
    if (ascii::is_alpha(c)) out += ascii::to_upper(c);
  }
  return out;
}

bool is_suffix(std::string_view text) {
  return std::ranges::find(kSuffixes, name_letters_of(text)) != kSuffixes.end();
}

// "a.", "i.": of "a.i." (ad interim); capitals are initials.
bool is_small_initial(std::string_view word) {
  return word.size() <= 4 && ascii::is_lower(word.front()) && word.back() == '.';
}

bool is_initial(std::string_view word) {
  return ascii::is_upper(word.front()) && (word.size() == 1 || word.back() == '.');
}

// "POL/ECON", "S/CT", "E/MIN".
bool is_office_symbol(std::string_view word) { return word.find('/') != std::string_view::npos; }

// "A.F.", "S.K.": a name; "A.I." is ad interim and "U.S." the country.
bool is_initials(std::string_view word) {
  if (word.size() < 4 || word == "A.I." || word == "U.S.") return false;
  for (std::size_t at = 0; at + 1 < word.size(); at += 2) {
    if (!ascii::is_upper(word[at]) || word[at + 1] != '.') return false;
  }
  return true;
}

// What short words for offices are made of: "POLMC", "ADCM", "DepPolCouns".
constexpr std::array kOfficeParts = {"DEP"sv,    "DPTY"sv, "POL"sv,  "ECON"sv, "COUNS"sv, "MC"sv,
                                     "DCM"sv,    "CDA"sv,  "AMB"sv,  "OFF"sv,  "MIN"sv,   "CHIEF"sv,
                                     "CONGEN"sv, "CG"sv,   "PAO"sv,  "RSO"sv,  "POLAD"sv, "PO"sv,
                                     "MGT"sv,    "ADM"sv,  "CONS"sv, "EST"sv,  "MIL"sv,   "CHG"sv};

// Whether `letters` is nothing but such parts, an A or D (acting, deputy) before them allowed.
bool is_made_of_office_parts(std::string_view letters) {
  if (letters.size() < 2 || letters.size() > 16) return false;
  std::array<bool, 17> reached{true};
  reached[1] = letters.front() == 'A' || letters.front() == 'D';
  for (std::size_t at = 0; at < letters.size(); ++at) {
    if (!reached[at]) continue;
    for (const std::string_view part : kOfficeParts) {
      if (letters.substr(at).starts_with(part)) reached[at + part.size()] = true;
    }
  }
  return reached[letters.size()];
}

// "COM", "REO": capitals before a name in mixed case are no part of it.
bool is_symbol_before(std::string_view word, std::string_view next) {
  const auto is_letter = [](char c) { return ascii::is_upper(c); };
  return word.size() >= 2 && std::ranges::all_of(word, is_letter) && next.size() >= 2 &&
         ascii::is_upper(next[0]) && ascii::is_lower(next[1]);
}

bool is_office(std::string_view word) {
  if (is_initials(word)) return false;
  const std::string letters = name_letters_of(word);
  if (letters.empty() || is_small_initial(word) || is_office_symbol(word)) return true;
  if (is_made_of_office_parts(letters)) return true;
  const bool hyphened_office = word.find('-') != std::string_view::npos && [&] {
    const std::size_t hyphen = word.find('-');
    const std::string second = name_letters_of(word.substr(hyphen + 1));
    return is_title_word(name_letters_of(word.substr(0, hyphen))) &&
           (is_title_word(second) || second == "ATLARGE" || second == "DESIGNATE");
  }();
  return hyphened_office || is_title_word(letters);
}

bool holds_digit(std::string_view word) { return std::ranges::any_of(word, ascii::is_digit); }

// "DCM/Ted" and "AF/C": only the first ends in a name.
std::pair<std::string_view, std::string_view> split_symbol(std::string_view word) {
  const std::size_t slash = word.rfind('/');
  if (slash == std::string_view::npos) return {word, {}};
  const std::string_view tail = word.substr(slash + 1);
  const bool name = tail.size() >= 3 && ascii::is_upper(tail[0]) && ascii::is_lower(tail[1]) &&
                    !is_title_word(name_letters_of(tail));
  return name ? std::pair(word.substr(0, slash), tail) : std::pair(word, std::string_view());
}

std::vector<std::string_view> words_of(std::string_view segment) {
  std::vector<std::string_view> words;
  for (std::size_t at = skip_space(segment, 0); at < segment.size(); at = skip_space(segment, at)) {
    std::size_t end = at;
    while (end < segment.size() && !ascii::is_space(segment[end])) ++end;
    const auto [office, name] = split_symbol(segment.substr(at, end - at));
    words.push_back(office);
    if (!name.empty()) words.push_back(name);
    at = end;
  }
  return words;
}

std::string without_end_marks(std::string name) {
  const std::string last = ascii::upper(name.substr(name.rfind(' ') + 1));
  const bool initial_dot = last == "JR." || last == "SR.";
  while (!initial_dot && !name.empty() && ".;:,-?"sv.find(name.back()) != std::string_view::npos) {
    name.pop_back();
  }
  return name;
}

std::string joined(std::span<const std::string_view> words) {
  std::string out;
  for (const std::string_view word : words) {
    if (!out.empty()) out += ' ';
    out += word;
  }
  return out;
}

bool is_written_in_mixed_case(std::string_view word) {
  return ascii::is_upper(word.front()) && std::ranges::any_of(word, ascii::is_lower);
}

// The words of a segment after its last word of office, and whether there was an office.
struct NamePart {
  std::string name;
  bool office = false;
};

NamePart name_part(std::string_view segment) {
  const std::vector<std::string_view> words = words_of(segment);
  std::size_t begin = 0;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const bool last_of_several = at + 1 == words.size() && at > begin && is_initial(words[at]);
    const bool before_name = at == begin && at + 2 < words.size() &&
                             is_symbol_before(words[at], words[at + 1]) &&
                             is_written_in_mixed_case(words.back());
    if (!last_of_several && (before_name || is_office(words[at]))) begin = at + 1;
  }
  std::span<const std::string_view> name(words.begin() + static_cast<std::ptrdiff_t>(begin),
                                         words.end());
  const auto particles = static_cast<std::size_t>(std::ranges::count_if(name, is_name_particle));
  if (name.size() - particles > kMostNameWords) {
    const std::size_t kept = is_initial(name[name.size() - 2]) ? 3 : 2;
    name = name.last(kept);
  }
  if (std::ranges::any_of(name, holds_digit)) name = {};
  return {without_end_marks(joined(name)), begin > 0 || words.empty()};
}

std::vector<std::string_view> segments_of(std::string_view field) {
  std::vector<std::string_view> segments;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= field.size(); ++at) {
    const bool dash = at + 2 < field.size() && field.substr(at, 3) == " - ";
    const bool cut =
        at == field.size() || ",;:"sv.find(field[at]) != std::string_view::npos || dash;
    if (!cut) continue;
    segments.push_back(ascii::trim(field.substr(begin, at - begin)));
    begin = at + (dash ? 3 : 1);
  }
  return segments;
}

// "ACTING AND S/CT DAS SHARI VILLAROSA": an office of its own after "and", then a full name.
std::string second_name(std::string_view segment) {
  const std::size_t joint = find_ignoring_case(segment, "AND ", 0);
  if (joint == std::string_view::npos || !is_word_start(segment, joint)) return {};
  const NamePart part = name_part(segment.substr(joint + 4));
  const bool full = part.name.find(' ') != std::string::npos;
  return part.office && full ? part.name : std::string();
}

bool is_name(std::string_view text) { return name_letters_of(text).size() >= 3; }

}  // namespace

std::vector<std::string> names_of_classifiers(std::string_view field) {
  std::vector<std::string> names;
  for (const std::string_view segment : segments_of(field)) {
    if (names.empty()) {
      NamePart part = name_part(segment);
      if (is_name(part.name)) names.push_back(std::move(part.name));
      continue;
    }
    if (is_suffix(segment)) {
      names.back() += ", " + without_end_marks(std::string(segment));
      continue;
    }
    std::string name = second_name(segment);
    if (is_name(name)) names.push_back(std::move(name));
  }
  return names;
}

}  // namespace cabled
