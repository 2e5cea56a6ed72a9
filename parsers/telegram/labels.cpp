#include "parsers/telegram/labels.h"

#include <algorithm>

#include "parsers/model/ascii.h"
#include "parsers/telegram/scanner.h"
#include "parsers/telegram/slips.h"

namespace cabled {
namespace {

constexpr bool is_colon(char c) noexcept { return c == ':' || c == ';'; }

// What some put for the colon or before it: "TAGS, ASEC", "REF. STATE 12", "SUBJECT - GULLS". A
// sentence has these too, so a label with one of them counts no more than one without a colon.
constexpr bool is_odd_mark(char c, Field field) noexcept {
  switch (field) {
    case Field::kTags:
      return c == ',' || c == '.' || c == '-';
    case Field::kReferences:
      return c == '.' || c == '-';
    case Field::kSubject:
      return c == '-';
  }
  return false;
}

// "SUBJCT:", "SUBEJCT:": one slip of the key away from the word, in capitals.
constexpr LabelSpelling kSlippedSubject{Field::kSubject, "SUBJECT", true, WithoutColon::kNever};

constexpr std::size_t kLabelFields = 3;
constexpr std::size_t kLabelLetters = 26;

constexpr std::size_t letter_number(char letter) noexcept {
  return static_cast<std::size_t>(letter - 'A');
}

// By field and first letter: the second letters, one bit each, of the labels.
constexpr auto kSecondLetters = [] {
  std::array<std::array<std::uint32_t, kLabelLetters>, kLabelFields> seconds{};
  for (const LabelSpelling& label : kLabelSpellings) {
    seconds[static_cast<std::size_t>(label.field)][letter_number(label.word[0])] |=
        std::uint32_t{1} << letter_number(label.word[1]);
  }
  return seconds;
}();

// Most lines that are asked about are prose, and two letters tell.
bool may_begin_label(char first, char second, Field field) noexcept {
  if (!ascii::is_upper(first) || !ascii::is_upper(second)) return false;
  const auto& seconds = kSecondLetters[static_cast<std::size_t>(field)];
  return (seconds[letter_number(first)] >> letter_number(second) & 1U) != 0;
}

std::optional<LabelMatch> match_slipped_subject(std::string_view text) noexcept {
  constexpr std::string_view kWord = "SUBJECT";
  std::size_t size = 0;
  while (size < text.size() && size <= kWord.size() + 1 && ascii::is_upper(text[size])) ++size;
  if (size + 1 < kWord.size() || size > kWord.size() + 1) return std::nullopt;
  std::size_t end = size;
  while (end < text.size() && words::is_blank(text[end])) ++end;
  if (end == text.size() || !is_colon(text[end])) return std::nullopt;
  if (!within_slips(text.substr(0, size), kWord, 1)) return std::nullopt;
  return LabelMatch{&kSlippedSubject, end + 1, true, end > size};
}

bool runs_into_word(std::string_view rest) noexcept {
  return !rest.empty() && ascii::is_alpha(rest.front());
}

bool may_lack_colon(std::string_view line, const LabelSpelling& label,
                    Strictness strictness) noexcept {
  if (label.without_colon == WithoutColon::kNever) return false;
  if (strictness == Strictness::kTolerant) return true;
  switch (label.without_colon) {
    case WithoutColon::kInCapitalList:
      return is_capital_line(line) && line.find(',') != std::string_view::npos;
    case WithoutColon::kInCapitals:
      return is_capital_line(line);
    case WithoutColon::kWrittenLarge:
      return line.starts_with(label.word);
    default:
      return true;
  }
}

std::size_t find_classified_by_as_written(std::string_view text, std::size_t from) noexcept {
  std::size_t at = find_ignoring_case(text, kClassifiedByWords, from);
  for (; at != std::string_view::npos; at = find_ignoring_case(text, kClassifiedByWords, at + 1)) {
    const std::string_view before = text.substr(at < 2 ? 0 : at - 2, at < 2 ? at : 2);
    if (!ascii::iequals(before, "DE") && !ascii::iequals(before, "UN")) return at;
  }
  return std::string_view::npos;
}

// Whether a line begins at `at`, or a paragraph's text behind its marks: "1. (U) Classified by".
bool begins_line_or_paragraph(std::string_view text, std::size_t at) noexcept {
  if (at == 0 || text[at - 1] == '\n') return true;
  while (at > 0 && words::is_blank(text[at - 1])) --at;
  return at > 0 && (text[at - 1] == ')' || text[at - 1] == '.' || text[at - 1] == '\n');
}

// "Classfied By:", "CLASSIIED BY": two words at the start of a line or a paragraph, the first of
// them one slip of the key away from the right one.
std::size_t find_slipped_label(std::string_view text, std::size_t from) noexcept {
  constexpr std::string_view kFirst = "CLASSIFIED";
  std::size_t at = find_ignoring_case(text, "CL", from);
  for (; at != std::string_view::npos; at = find_ignoring_case(text, "CL", at + 1)) {
    if (!begins_line_or_paragraph(text, at)) continue;
    std::size_t end = at;
    while (end < text.size() && end < at + kFirst.size() + 2 && ascii::is_alpha(text[end])) ++end;
    const bool by = ascii::istarts_with(text.substr(end), " BY") && end + 3 < text.size() &&
                    !ascii::is_alnum(text[end + 3]);
    if (by && within_slips(ascii::upper(text.substr(at, end - at)), kFirst, 1)) return at;
  }
  return std::string_view::npos;
}

// "BY: DCM Pat Example, reasons 1.4 (b)": a label of which the first word is lost, known by the
// reasons behind it.
std::size_t find_bare_by(std::string_view text, std::size_t from) noexcept {
  constexpr std::size_t kLongestField = 200;
  std::size_t at = find_ignoring_case(text, "BY:", from);
  for (; at != std::string_view::npos; at = find_ignoring_case(text, "BY:", at + 1)) {
    if (at > 0 && text[at - 1] != '\n') continue;
    const std::string_view field = text.substr(at, kLongestField);
    if (field.find("1.4") != std::string_view::npos || field.find("1.5") != std::string_view::npos)
      return at;
  }
  return std::string_view::npos;
}

}  // namespace

std::optional<LabelMatch> match_label(std::string_view text, Field field) noexcept {
  if (text.size() < 3) return std::nullopt;
  const char first = ascii::to_upper(text[0]);
  const char second = ascii::to_upper(text[1]);
  if (!may_begin_label(first, second, field)) {
    return field == Field::kSubject ? match_slipped_subject(text) : std::nullopt;
  }
  for (const LabelSpelling& label : kLabelSpellings) {
    if (label.field != field || !ascii::istarts_with(text, label.word)) continue;
    if (runs_into_word(text.substr(label.word.size()))) continue;
    std::size_t end = label.word.size();
    while (end < text.size() && (words::is_blank(text[end]) || is_odd_mark(text[end], field)))
      ++end;
    const bool has_blank = end > label.word.size();
    const bool has_colon = end < text.size() && is_colon(text[end]);
    return LabelMatch{&label, has_colon ? end + 1 : end, has_colon, has_blank};
  }
  return field == Field::kSubject ? match_slipped_subject(text) : std::nullopt;
}

std::size_t label_size(std::string_view line, Field field, Strictness strictness) noexcept {
  const auto match = match_label(line, field);
  if (!match) return 0;
  const LabelSpelling& label = *match->spelling;
  const bool strict = strictness == Strictness::kStrict;
  if (strict && label.is_misprint && !line.starts_with(label.word) && &label != &kSlippedSubject)
    return 0;
  if (match->has_colon && !(strict && match->has_blank)) return match->end;
  return match->has_blank && may_lack_colon(line, label, strictness) ? match->end : 0;
}

bool begins_with_usual_label(std::string_view text) noexcept {
  for (const LabelSpelling& label : kLabelSpellings) {
    if (label.is_misprint || !text.starts_with(label.word)) continue;
    if (text.substr(label.word.size()).starts_with(':')) return true;
  }
  return false;
}

int count_labels(std::string_view line) noexcept {
  int count = 0;
  for (const Field field : {Field::kTags, Field::kSubject, Field::kReferences}) {
    const bool found = std::ranges::any_of(kLabelSpellings, [&](const LabelSpelling& label) {
      if (label.field != field) return false;
      const std::size_t at = line.find(label.word);
      return at != std::string_view::npos && line.substr(at + label.word.size()).starts_with(':');
    });
    count += found ? 1 : 0;
  }
  return count;
}

std::size_t find_classified_by(std::string_view text, std::size_t from) noexcept {
  const std::size_t found =
      std::min(find_classified_by_as_written(text, from), find_slipped_label(text, from));
  return found != std::string_view::npos ? found : find_bare_by(text, from);
}

std::size_t classified_by_end(std::string_view text, std::size_t at) noexcept {
  while (at < text.size() && ascii::is_alpha(text[at])) ++at;
  at = skip_space(text, at);
  while (at < text.size() && ascii::is_alpha(text[at])) ++at;
  return at;
}

}  // namespace cabled
