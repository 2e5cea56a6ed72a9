#include "parsers/cable/names/signature_names.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "parsers/cable/names/name_particles.h"
#include "parsers/model/ascii.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

using namespace std::literals;

// Capitals that end a text and are nobody's name.
constexpr std::array kNoNames = {"END"sv,
                                 "TEXT"sv,
                                 "COMMENT"sv,
                                 "SUMMARY"sv,
                                 "CITY"sv,
                                 "REGARDS"sv,
                                 "UNQUOTE"sv,
                                 "NNNN"sv,
                                 "BT"sv,
                                 "NOTE"sv,
                                 "MINIMIZE"sv,
                                 "CONSIDERED"sv,
                                 "ENDTEXT"sv,
                                 "ENDCOMMENT"sv,
                                 "ENDSUMMARY"sv,
                                 "BIONOTE"sv,
                                 "PARTICIPANTS"sv,
                                 "ATTACHMENT"sv,
                                 "MINIMIZECONSIDERED"sv,
                                 "ENDNOTE"sv,
                                 "DRAFT"sv,
                                 "CONCLUSION"sv,
                                 "MESSAGE"sv,
                                 "TELEGRAM"sv,
                                 "CABLE"sv,
                                 "TRANSMISSION"sv};

// What no name has amid its words.
constexpr std::array kNoNameWords = {
    "AND"sv, "OR"sv,  "THE"sv,  "OF"sv,   "IN"sv,   "ON"sv,  "TO"sv,   "FOR"sv, "WITH"sv, "BY"sv,
    "IS"sv,  "WAS"sv, "AT"sv,   "FROM"sv, "THAT"sv, "NOT"sv, "THIS"sv, "ARE"sv, "HE"sv,   "SHE"sv,
    "IT"sv,  "WE"sv,  "THEY"sv, "HIS"sv,  "HER"sv,  "ITS"sv, "BUT"sv,  "AS"sv,  "IF"sv};

constexpr std::size_t kLongestName = 32;
constexpr int kMostSignerWords = 4;

std::string packed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (ascii::is_alpha(c)) out += ascii::to_upper(c);
  }
  return out;
}

// "VAN SAMPLE VAN SAMPLE": the half of a name that is two equal ones, else all of it.
std::string_view half_of_doubled(std::string_view name) {
  const std::size_t middle = name.size() / 2;
  const bool may_be = name.size() % 2 == 1 && name[middle] == ' ';
  return may_be && name.substr(0, middle) == name.substr(middle + 1) ? name.substr(0, middle)
                                                                     : name;
}

}  // namespace

bool is_no_name(std::string_view text) {
  return std::ranges::find(kNoNames, packed(text)) != kNoNames.end();
}

bool holds_no_name_word(std::string_view text) {
  for (const std::string_view word : words::split(text)) {
    if (std::ranges::any_of(kNoNameWords, [&](auto w) { return ascii::iequals(w, word); })) {
      return true;
    }
  }
  return false;
}

bool may_be_signer(std::string_view text) {
  if (text.size() < 2 || text.size() > kLongestName || !ascii::is_upper(text.front())) return false;
  const auto fits = [](char c) {
    return ascii::is_upper(c) || " -'.,/"sv.find(c) != std::string_view::npos;
  };
  // "… IS DECIDED." is the end of a sentence.
  if (text.back() == '.' && !text.ends_with("JR.")) return false;
  if (!std::ranges::all_of(text, fits) || std::ranges::count(text, ' ') >= kMostSignerWords)
    return false;
  return !is_no_name(text) && !holds_no_name_word(text);
}

bool is_written_word(std::string_view word) {
  const auto fits = [](char c) { return ascii::is_alpha(c) || c == '-' || c == '\''; };
  return word.size() >= 2 && word.size() <= 20 && ascii::is_upper(word.front()) &&
         std::ranges::all_of(word, fits) && !is_no_name(word) && !holds_no_name_word(word);
}

bool is_written_name(std::string_view name) {
  std::vector<std::string_view> parts = words::split(name, kMostSignerWords);
  if (parts.empty() || parts.back().end() != name.end()) return false;
  const std::string_view surname = parts.back();
  parts.pop_back();
  return is_written_word(surname) && std::ranges::all_of(parts, is_name_particle);
}

std::string_view without_end_words(std::string_view text) {
  while (true) {
    const std::string_view first = words::first(text);
    const std::string_view rest = ascii::trim(words::after_first(text));
    if (rest.empty() || !is_no_name(first)) break;
    text = rest;
  }
  while (true) {
    const std::size_t blank = text.find_last_of(' ');
    if (blank == std::string_view::npos || !is_no_name(text.substr(blank + 1))) return text;
    text = ascii::trim(text.substr(0, blank));
  }
}

std::string_view once(std::string_view name) {
  if (const std::string_view half = half_of_doubled(name); half.size() < name.size()) return half;
  const std::size_t blank = name.find(' ');
  if (blank == std::string_view::npos) return name;
  const std::string_view first = name.substr(0, blank);
  const std::size_t last_blank = name.find_last_of(' ');
  const std::string_view last = name.substr(last_blank + 1);
  const std::string_view between = ascii::trim(name.substr(blank, last_blank - blank));
  const bool twice = first == last && (between.empty() || is_no_name(between));
  return twice ? first : name;
}

}  // namespace cabled
