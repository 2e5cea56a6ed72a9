#include "parsers/telegram/telegram_text.h"

#include <algorithm>
#include <array>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

using namespace std::literals;

// Without blanks and signs, as letters_and_digits() gives a line.
constexpr std::array kCaptionWords = {
    "SIPDIS"sv,
    "NOSIPDIS"sv,
    "SENSITIVE"sv,
    "SENSITIVESIPDIS"sv,
    "NOFORN"sv,
    "NOFORNSIPDIS"sv,
    "EXDIS"sv,
    "NODIS"sv,
    "LIMDIS"sv,
    "TERREP"sv,
    "STADIS"sv,
    "ROGERCHANNEL"sv,
    "EYESONLY"sv,
    "UNCLASSIFIED"sv,
    "UNCLAS"sv,
    "CONFIDENTIAL"sv,
    "SECRET"sv,
    "TOPSECRET"sv,
    "CODEL"sv,
    "AIDAC"sv,
    "EFTO"sv,
    "LIMITEDOFFICIALUSE"sv,
    "CORRECTEDCOPY"sv,
    "FOROFFICIALUSEONLY"sv,
    "UNCLASSIFIEDFOROFFICIALUSEONLY"sv,
    "SENSITIVEBUTUNCLASSIFIED"sv,
};

// "C O N F I D E N T I A L" with its blanks taken out begins with one of these.
constexpr std::array kClassifications = {"UNCLAS"sv, "CONFIDENTIAL"sv, "SECRET"sv, "TOPSECRET"sv,
                                         "LIMITEDOFFICIALUSE"sv};

// A caption line is short; a line longer than this is prose, whatever it begins with.
constexpr std::size_t kLongestCaptionLine = 120;

std::string letters_and_digits(std::string_view line) {
  std::string out;
  for (const char c : line) {
    if (ascii::is_alnum(c)) out += ascii::to_upper(c);
  }
  return out;
}

constexpr std::array<bool, 256> kCaptionInitials = [] {
  std::array<bool, 256> initials{};
  for (const auto word : kCaptionWords) initials[static_cast<unsigned char>(word[0])] = true;
  for (const auto word : kClassifications) initials[static_cast<unsigned char>(word[0])] = true;
  return initials;
}();

// Whether the first letters of `line` are those of a caption or a classification: only then is it
// worth packing, and of prose next to none is.
bool may_be_caption(std::string_view line) {
  constexpr std::size_t kHeadLetters = 4;  // no caption is shorter
  std::array<char, kHeadLetters> letters{};
  std::size_t count = 0;
  for (const char c : line) {
    if (!ascii::is_alnum(c)) continue;
    letters[count++] = ascii::to_upper(c);
    if (!kCaptionInitials[static_cast<unsigned char>(letters[0])]) return false;
    if (count == kHeadLetters) break;
  }
  const std::string_view head(letters.data(), kHeadLetters);
  const auto fits = [&](std::string_view word) { return word.starts_with(head); };
  return std::ranges::any_of(kCaptionWords, fits) || std::ranges::any_of(kClassifications, fits);
}

bool begins_with_classification(std::string_view packed) {
  return std::ranges::any_of(kClassifications, [&](auto word) { return packed.starts_with(word); });
}

}  // namespace

bool is_rule_line(std::string_view line) noexcept {
  std::size_t marks = 0;
  for (const char c : line) {
    if ("-=_*~"sv.find(c) != std::string_view::npos) {
      ++marks;
    } else if (!ascii::is_space(c)) {
      return false;
    }
  }
  return marks >= 3;
}

bool is_section_line(std::string_view line) {
  line = ascii::trim(line);
  if (line.empty() || line.size() > kLongestCaptionLine || !may_be_caption(line)) return false;
  const std::string packed = letters_and_digits(line);
  if (!begins_with_classification(packed)) return false;
  const std::size_t section = packed.find("SECTION");
  return section != std::string::npos && section + 8 < packed.size() &&
         ascii::is_digit(packed[section + 7]);
}

bool is_caption_line(std::string_view line) {
  line = ascii::trim(line);
  if (line.empty() || line.size() > kLongestCaptionLine) return false;
  const char first = line.front();
  if (!ascii::is_alpha(first) && first != '(' && first != '*') return false;
  if (!may_be_caption(line)) return false;
  const std::string packed = letters_and_digits(line);
  return std::ranges::find(kCaptionWords, packed) != kCaptionWords.end() || is_section_line(line);
}

}  // namespace cabled
