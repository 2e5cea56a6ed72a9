#include "parsers/cable/body/subject.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "parsers/model/ascii.h"
#include "parsers/model/utf8_text.h"
#include "parsers/telegram/captions.h"
#include "parsers/telegram/executive_order_mark.h"
#include "parsers/telegram/paragraph_mark.h"
#include "parsers/telegram/portion_mark.h"
#include "parsers/telegram/rules_and_ends.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

using namespace std::literals;

// What begins a line after the subject when no blank line stands between.
constexpr std::array kFieldsBehind = {"SIPDIS"sv,       "SENSITIVE"sv, "CLASSIFIED"sv,
                                      "DECLASSIFIED"sv, "VZCZC"sv,     "REASON"sv};

// "SUMMARY" alone or with a colon begins the body; "SUMMARY OF TALKS" may continue the subject.
bool is_summary_heading(std::string_view upper_line) {
  if (!upper_line.starts_with("SUMMARY")) return false;
  const std::string_view rest = ascii::trim(upper_line.substr(7));
  return rest.empty() || rest.front() == ':' || rest.front() == '.' || rest.front() == '-';
}

bool has_lower(std::string_view text) { return std::ranges::any_of(text, ascii::is_lower); }

// A sentence below a subject in capitals: two or more words of small letters.
bool is_sentence(std::string_view line) {
  int words = 0;
  bool in_word = false;
  for (const char c : line) {
    if (!in_word && ascii::is_lower(c)) ++words;
    in_word = ascii::is_alnum(c) || c == '\'';
  }
  return words >= 2;
}

bool in_capitals(std::string_view text) {
  return !has_lower(text) && std::ranges::count_if(text, ascii::is_upper) >= 8;
}

// "C O R R E C T E D  C O P Y (ADDED TAGS)"
bool is_corrected_copy(std::string_view upper_line) {
  return upper_line.starts_with("C O R R E C T E D") || upper_line.starts_with("*** CORRECTED");
}

// "SUMMARY AND INTRODUCTION: A SENIOR OFFICIAL": the body begins without a blank line.
bool begins_with_summary(std::string_view upper) {
  const auto end = summary_heading_end(upper);
  return end && *end < upper.size() && upper.substr(0, *end).find(':') != std::string_view::npos;
}

bool ends_subject(std::string_view line, std::string_view so_far) {
  const std::string upper = ascii::upper(ascii::trim(line));
  if (is_rule_line(line) || is_caption_line(line) || is_summary_heading(upper)) return true;
  if (begins_with_summary(upper)) return true;
  if (begins_executive_order(upper) || upper.starts_with("TAGS") || upper.starts_with("REF ")) {
    return true;
  }
  if (std::ranges::any_of(kFieldsBehind, [&](auto field) { return upper.starts_with(field); })) {
    return true;
  }
  if (is_corrected_copy(upper) || upper.starts_with("///") || so_far.ends_with("...")) return true;
  const bool label_of_list = line.ends_with(':') && line.find(' ') == std::string_view::npos;
  return label_of_list || (in_capitals(so_far) && is_sentence(line));
}

// The nearest of what may follow a subject inside its own line.
std::size_t inline_end(const Preamble& preamble, std::size_t begin) {
  std::size_t end = preamble.text().size();
  if (const auto label = preamble.find_references(begin)) end = std::min(end, label->begin);
  if (const auto label = preamble.find_classified_by(begin)) end = std::min(end, label->begin);
  for (const std::string_view words : {"SENSITIVE BUT"sv, "TAGS:"sv, "ENTIRE TEXT"sv, "////"sv}) {
    end = std::min(end, preamble.upper().find(words, begin));
  }
  return end;
}

// "&#8217;": some copies kept the numeric references of the page they came from.
std::string without_numeric_references(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    unsigned code = 0;
    const std::string_view rest = text.substr(at, 10);
    if (rest.starts_with("&#")) {
      const auto [stop, error] = std::from_chars(rest.data() + 2, rest.data() + rest.size(), code);
      if (error == std::errc() && stop != rest.data() + rest.size() && *stop == ';' && code >= 32) {
        append_utf8(out, code);
        at += static_cast<std::size_t>(stop - rest.data());
        continue;
      }
    }
    out += text[at];
  }
  return out;
}

std::string_view without_portion_marks(std::string_view subject) {
  subject = ascii::trim(subject);
  while (const auto mark = portion_mark_at(subject, 0)) {
    subject = ascii::trim(subject.substr(mark->end));
  }
  const std::size_t last = subject.rfind('(');
  if (last != std::string_view::npos && last > 0) {
    const auto mark = portion_mark_at(subject, last);
    if (mark && mark->end == subject.size()) subject = ascii::trim(subject.substr(0, last));
  }
  return subject;
}

Subject subject_after(const Preamble& preamble, const Label& label) {
  const std::size_t limit = inline_end(preamble, label.end);
  std::string joined;
  std::size_t at = label.end;
  while (at < limit) {
    const std::size_t line_end = std::min({preamble.text().find('\n', at), limit});
    const std::string_view line = ascii::trim(preamble.text().substr(at, line_end - at));
    const bool first = joined.empty();
    if (line.empty() && !first) break;
    if (!line.empty() && at != label.end && ends_subject(line, joined)) break;
    if (!first) joined += ' ';
    joined += line;
    at = std::min(line_end + 1, limit);
  }
  const std::string text = without_numeric_references(joined);
  return {words::squeeze(without_portion_marks(text)), at};
}

// An extract cut the first subject with dots; the whole one follows where the text is repeated.
bool completes(const Subject& cut, const Subject& whole) {
  const std::string_view stem = std::string_view(cut.text).substr(0, cut.text.size() - 3);
  return whole.text.starts_with(ascii::trim(stem));
}

}  // namespace

std::optional<Subject> read_subject(const Preamble& preamble) {
  std::optional<Subject> found;
  std::size_t from = 0;
  while (const auto label = preamble.find_subject(from)) {
    Subject subject = subject_after(preamble, *label);
    from = std::max(label->end, subject.end);
    if (subject.text.empty()) continue;
    if (found && !completes(*found, subject)) break;
    found = std::move(subject);
    if (!found->text.ends_with("...")) break;
  }
  return found;
}

}  // namespace cabled
