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

// U+2028, U+2029, U+0085 stand for line ends in some copies; U+00A0 for a blank.
std::string_view plain_form(std::string_view rest) {
  if (rest.starts_with("\xE2\x80\xA8") || rest.starts_with("\xE2\x80\xA9")) return "\n";
  if (rest.starts_with("\xC2\x85")) return "\n";
  if (rest.starts_with("\xC2\xA0")) return " ";
  return {};
}

bool backslash_ends_line(std::string_view text, std::size_t at) {
  std::size_t next = at + 1;
  while (next < text.size() && (text[next] == ' ' || text[next] == '\r')) ++next;
  return next == text.size() || text[next] == '\n';
}

}  // namespace

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

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

std::string squeezed(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : ascii::trim(text)) {
    if (!ascii::is_space(c)) {
      out += c;
    } else if (out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

std::size_t find_ignoring_case(std::string_view text, std::string_view word, std::size_t from) {
  const char first = ascii::to_lower(word[0]);
  const char second = ascii::to_lower(word[1]);
  std::size_t at = ascii::find_pair(text, first, second, from);
  while (at != std::string_view::npos && !ascii::istarts_with(text.substr(at), word)) {
    at = ascii::find_pair(text, first, second, at + 1);
  }
  return at;
}

std::string_view without_end_blanks(std::string_view line) noexcept {
  while (!line.empty() && ascii::is_space(line.back())) line.remove_suffix(1);
  return line;
}

std::size_t skip_space(std::string_view text, std::size_t at) noexcept {
  while (at < text.size() && ascii::is_space(text[at])) ++at;
  return at;
}

bool is_word_start(std::string_view text, std::size_t at) noexcept {
  return at == 0 || !ascii::is_alnum(text[at - 1]);
}

std::string plain_text(std::string_view text) {
  const auto may_change = [](char c) {
    return (c == '\r') | (c == '\\') | (static_cast<unsigned char>(c) >= 0x80);
  };
  if (!ascii::any_byte(text, may_change)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  std::size_t copied = 0;
  const auto replace = [&](std::size_t at, std::size_t length, std::string_view plain) {
    out += text.substr(copied, at - copied);
    out += plain;
    copied = at + length;
    return copied;
  };
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '\r' || (c == '\\' && backslash_ends_line(text, at))) {
      at = replace(at, 1, "");
    } else if (static_cast<unsigned char>(c) < 0x80) {
      ++at;
    } else if (text.substr(at, 2) == "\xC2\xB6") {
      at = replace(at, 2, "");
    } else if (const auto plain = plain_form(text.substr(at)); !plain.empty()) {
      at = replace(at, c == '\xC2' ? 2 : 3, plain);
    } else {
      ++at;
    }
  }
  out += text.substr(copied);
  return out;
}

}  // namespace cabled
