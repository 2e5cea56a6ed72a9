#include "parsers/cable/names/classified_by.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "parsers/cable/names/signer_name.h"
#include "parsers/model/ascii.h"
#include "parsers/model/utf8_text.h"
#include "parsers/telegram/labels.h"
#include "parsers/telegram/paragraph_mark.h"
#include "parsers/telegram/portion_mark.h"
#include "parsers/telegram/rules_and_ends.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

using namespace std::literals;

// The system that wrote this field cut it into lines of exactly this many characters, inside words.
constexpr std::size_t kCutWidth = 71;

// The longest field met has five lines.
constexpr std::size_t kLongestField = 600;

// Joins the lines of the field; a line cut inside a word is joined without a blank.
std::string joined_lines(std::string_view text, std::size_t line_begin, std::size_t from,
                         std::size_t to) {
  std::string out;
  std::size_t at = line_begin;
  bool cut_before = true;
  while (at < to) {
    const std::size_t line_end = std::min(text.find('\n', at), to);
    const std::string_view whole = without_end_blanks(text.substr(at, line_end - at));
    const std::size_t begin = std::max(at, from);
    const std::string_view part =
        begin < at + whole.size() ? whole.substr(begin - at) : std::string_view();
    if (!cut_before) out += ' ';
    out += part;
    const bool indented = line_end + 1 < to && ascii::is_space(text[line_end + 1]);
    cut_before = whole.size() == kCutWidth && !indented;
    at = line_end + 1;
  }
  return out;
}

// A paragraph that begins inside the line: "... 1.4 (b) and (d) 1. (C) Summary".
std::size_t inline_paragraph(std::string_view field) {
  for (std::size_t at = 1; at < field.size(); ++at) {
    if (!ascii::is_digit(field[at]) || !is_word_start(field, at) || field[at - 1] == '.') continue;
    const auto mark = paragraph_mark_at(field, at);
    if (mark && mark->portion) return at;
  }
  return field.size();
}

std::string packed_upper(std::string_view word) {
  std::string out;
  for (const char c : word) {
    if (ascii::is_alnum(c)) out += c == '0' ? 'O' : ascii::to_upper(c);
  }
  return out;
}

// "reasons", "reaons", "RASONS": the word that ends the names.
bool is_reason_word(std::string_view word) {
  constexpr std::array kForms = {"REASON"sv, "REASONS"sv, "REASO"sv,    "REASN"sv,    "RASON"sv,
                                 "RASONS"sv, "REAONS"sv,  "REAON"sv,    "RESON"sv,    "RESONS"sv,
                                 "REASNS"sv, "RESAONS"sv, "RESAON"sv,   "REAOSNS"sv,  "REASONFOR"sv,
                                 "EASON"sv,  "EASONS"sv,  "REASSONS"sv, "RERASONS"sv, "RASOSN"sv};
  return std::ranges::find(kForms, word) != kForms.end();
}

// "1.4", "1.5": a section of the executive order.
bool is_order_section(std::string_view text, std::size_t at) {
  return at + 2 < text.size() && text[at] == '1' && text[at + 1] == '.' &&
         ascii::is_digit(
             text[skip_space(text, at + 2) < text.size() ? skip_space(text, at + 2) : at]);
}

// Whether the next line that is not blank begins with reasons: "1.4 (b) and (d)", "Reasons: …".
bool reasons_follow(std::string_view text, std::size_t at) {
  at = skip_space(text, at);
  std::size_t end = at;
  while (end < text.size() && !ascii::is_space(text[end])) ++end;
  const std::string word = packed_upper(text.substr(at, end - at));
  return is_order_section(text, at) || word.starts_with("EO1") || is_reason_word(word) ||
         word.starts_with("REASON");
}

bool has_order_section(std::string_view field) {
  for (std::size_t at = 0; at < field.size(); ++at) {
    if (is_order_section(field, at)) return true;
  }
  return false;
}

// Where the field that begins at `begin` ends: a blank line, a rule or the next paragraph. Where
// lines are spaced out, it is not whole without its reasons (1.1 % of real cables).
std::size_t field_end(std::string_view text, std::size_t begin) {
  const std::size_t limit = character_begin(text, begin + kLongestField);
  std::size_t at = begin;
  bool any = false;
  while (at < limit) {
    const std::size_t line_end = std::min(text.find('\n', at), limit);
    const std::string_view line = ascii::trim(text.substr(at, line_end - at));
    if (line.empty() && any) {
      const bool is_whole = has_order_section(text.substr(begin, at - begin));
      if (is_whole || !reasons_follow(text.substr(0, limit), at)) return at;
    }
    if (at > begin && any) {
      const auto mark = paragraph_mark_at(line, 0);
      if ((mark && mark->end < line.size()) || is_rule_line(line)) return at;
      // "1.4 (B)." / "(C) SUMMARY": the body begins, without a number.
      const std::string_view so_far = ascii::trim(text.substr(begin, at - begin));
      if (so_far.ends_with('.') && has_order_section(so_far) &&
          portion_mark_at(line, 0, Strictness::kStrict)) {
        return at;
      }
    }
    any = any || !line.empty();
    at = line_end + 1;
  }
  return std::min(at, limit);
}

bool is_joining_word(std::string_view packed) {
  constexpr std::array kWords = {"FOR"sv,     "PER"sv, "UNDER"sv,  "BASED"sv,
                                 "SECTION"sv, "EO"sv,  "EO12958"sv};
  return std::ranges::find(kWords, packed) != kWords.end();
}

// "Rea sons": the word that ends the names, cut by a blank.
bool is_cut_reason_word(std::string_view field, std::size_t at, const std::string& packed) {
  if (packed.empty() || packed.size() > 6 || packed.front() != 'R') return false;
  const std::size_t next = skip_space(field, field.find_first_of(" \n", at));
  std::size_t end = std::min(next, field.size());
  while (end < field.size() && !ascii::is_space(field[end])) ++end;
  const std::string rest = packed_upper(field.substr(std::min(next, field.size()), end - next));
  return !rest.empty() && (packed + rest == "REASON" || packed + rest == "REASONS");
}

// Whether the reasons stand behind a joining word that ends at `end`.
bool leads_to_reasons(std::string_view field, std::string_view joining, std::size_t end) {
  const std::size_t next = skip_space(field, end);
  std::size_t next_end = next;
  while (next_end < field.size() && !ascii::is_space(field[next_end])) ++next_end;
  const std::string after = packed_upper(field.substr(next, next_end - next));
  // "FOR REAS": the field was cut. "E.O 12958": a full stop lost.
  const bool cut = next_end == field.size() && after.size() >= 3 && "REASONS"sv.starts_with(after);
  const bool order =
      joining == "EO" && after.size() == 5 && std::ranges::all_of(after, ascii::is_digit);
  const bool reason = is_reason_word(after) || is_cut_reason_word(field, next, after) ||
                      is_order_section(field, next) || after.starts_with("EO") || after == "ON" ||
                      after == "UPON" || after == "THE" || after == "SECTION" ||
                      after.starts_with("REASON") || cut || order;
  return reason && (joining != "FOR" || after != "THE");
}

// Where the names end: at the reasons, an "E.O.", a section number, or the words before them.
std::size_t names_end(std::string_view field) {
  for (std::size_t at = skip_space(field, 0); at < field.size(); at = skip_space(field, at)) {
    std::size_t end = at;
    while (end < field.size() && !ascii::is_space(field[end])) ++end;
    const std::string_view word = field.substr(at, end - at);
    const std::string packed = packed_upper(word);
    const std::size_t parenthesis =
        packed.ends_with("S") && word.find('(') != std::string_view::npos;
    if (is_cut_reason_word(field, at, packed)) return at;
    if (is_reason_word(packed) || (parenthesis && packed.starts_with("REASON"))) return at;
    if (is_order_section(field, at) || packed.starts_with("EO1")) return at;
    const bool glued = packed.size() > 7 && packed.starts_with("REASON");
    if (glued) return at;
    if (is_joining_word(packed) && leads_to_reasons(field, packed, end)) return at;
    at = end;
  }
  return field.size();
}

// "(U)", "(CDA)", "(acting)", "D\'AFFAIRES": what stands in brackets is no name.
std::string without_brackets(std::string_view field) {
  std::string out;
  int depth = 0;
  for (const char c : field) {
    if (c == '(') ++depth;
    if (depth == 0 && c != '\\') out += c == '?' ? ' ' : c;
    if (c == ')' && depth > 0) --depth;
  }
  return out;
}

// 0 and 1 typed for O and I inside a word or as an initial: "COUNSEL0R", "LEE 0. COLDREN".
std::string with_letters(std::string field) {
  for (std::size_t at = 0; at < field.size(); ++at) {
    if (field[at] != '0') continue;
    const bool letter_before = at > 0 && ascii::is_alpha(field[at - 1]);
    const bool letter_after = at + 1 < field.size() && ascii::is_alpha(field[at + 1]);
    const bool initial =
        at > 0 && field[at - 1] == ' ' && at + 1 < field.size() && field[at + 1] == '.';
    if ((letter_before && letter_after) || initial) field[at] = 'O';
  }
  return field;
}

// Bytes of "a nd" or "an d" at the front of `text`, else 0.
std::size_t cut_and_size(std::string_view text) {
  const bool cut = ascii::istarts_with(text, "a nd") || ascii::istarts_with(text, "an d");
  return cut && (text.size() == 4 || !ascii::is_alnum(text[4])) ? 4 : 0;
}

// Bytes of "and" or "or" at the front of `text`, else 0.
std::size_t joiner_size(std::string_view text) {
  if (ascii::istarts_with(text, "and")) return 3;
  return ascii::istarts_with(text, "or") ? 2 : 0;
}

// A letter that names a reason: 'a' to 'h', not within a word.
bool is_reason_letter(std::string_view field, std::size_t at) {
  return ascii::is_alpha(field[at]) && ascii::to_lower(field[at]) <= 'h' &&
         !ascii::is_alpha(field[at - 1]) &&
         (at + 1 == field.size() || !ascii::is_alpha(field[at + 1]));
}

// "1.4 (b) and (d)", "1.5 B,D", "1.4(G)(E)": the letters after a section's number.
std::vector<std::string> reasons_of(std::string_view field) {
  std::vector<std::string> reasons;
  std::size_t at = 0;
  while (at < field.size() && !is_order_section(field, at)) ++at;
  if (at >= field.size()) return reasons;
  std::size_t digit = skip_space(field, at + 2);
  for (std::size_t next = digit + 1; next < field.size(); ++next) {
    const char c = field[next];
    // "(b) a nd (d)": the word was cut by a blank.
    if (const std::size_t cut = cut_and_size(field.substr(next)); cut > 0) {
      next += cut - 1;
      continue;
    }
    if (is_reason_letter(field, next)) {
      std::string reason = fmt::format("1.{} ({})", field[digit], ascii::to_lower(c));
      if (std::ranges::find(reasons, reason) == reasons.end()) reasons.push_back(std::move(reason));
      continue;
    }
    // "1.4 (b), 1.4 (d)": the number comes again.
    if (is_order_section(field, next) && is_word_start(field, next)) {
      next = digit = skip_space(field, next + 2);
      continue;
    }
    if (const std::size_t joiner = joiner_size(field.substr(next)); joiner > 0) {
      next += joiner - 1;
    } else if (ascii::is_alnum(c) || c == ';') {
      break;
    }
  }
  return reasons;
}

std::size_t label_end(std::string_view text, std::size_t at) {
  std::size_t end = classified_by_end(text, at);
  while (end < text.size() && (text[end] == ' ' || text[end] == ':' || text[end] == ';')) ++end;
  return end;
}

std::size_t line_begin(std::string_view text, std::size_t at) {
  const std::size_t end = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return end == std::string_view::npos ? 0 : end + 1;
}

}  // namespace

Classification read_classification(std::string_view opening) {
  Classification result;
  std::size_t at = find_classified_by(opening, 0);
  while (at != std::string_view::npos) {
    const std::size_t begin = label_end(opening, at);
    const std::size_t end = field_end(opening, begin);
    std::string field = joined_lines(opening, line_begin(opening, at), begin, end);
    const std::size_t cut = inline_paragraph(field);
    result.end = cut == field.size() ? end : std::min(end, begin + cut);
    field.resize(cut);

    if (result.reasons.empty()) result.reasons = reasons_of(field);
    std::string names = with_letters(without_brackets(field.substr(0, names_end(field))));
    result.names = names_of_classifiers(names);
    if (!result.names.empty()) break;
    at = find_classified_by(opening, begin);
  }
  return result;
}

}  // namespace cabled
