#include "parsers/telegram/preamble.h"

#include <algorithm>
#include <array>

#include "parsers/model/ascii.h"
#include "parsers/model/utf8_text.h"
#include "parsers/telegram/paragraph_mark.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

using namespace std::literals;

// The longest header met has some 200 addressees, about 8,000 bytes, with the fields after it.
constexpr std::size_t kLongestPreamble = 16000;

constexpr std::array kTagsLabels = {"TAGS"sv, "TAGES"sv, "TAS"sv,  "TABS"sv,  "TGS"sv,
                                    "AGS"sv,  "TAG"sv,   "TAGA"sv, "TAGGS"sv, "TAGSS"sv};

std::string_view preamble_of(std::string_view text) {
  return text.substr(0,
                     std::min(find_first_paragraph(text), character_begin(text, kLongestPreamble)));
}

}  // namespace

Preamble::Preamble(std::string_view text) : text_(preamble_of(text)), upper_(ascii::upper(text_)) {}

bool Preamble::at_line_start(std::size_t at) const noexcept {
  while (at > 0 && (text_[at - 1] == ' ' || text_[at - 1] == '\t')) --at;
  return at == 0 || text_[at - 1] == '\n';
}

std::size_t Preamble::after_blanks(std::size_t at) const noexcept {
  while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\t')) ++at;
  return at;
}

bool Preamble::has_colon(std::size_t at) const noexcept {
  return at < text_.size() && (text_[at] == ':' || text_[at] == ';');
}

std::optional<Label> Preamble::tags_label_at(std::size_t at) const {
  std::size_t end = at;
  while (end < upper_.size() && ascii::is_upper(upper_[end])) ++end;
  const std::string_view word = std::string_view(upper_).substr(at, end - at);
  if (std::ranges::find(kTagsLabels, word) == kTagsLabels.end()) return std::nullopt;
  const std::size_t colon = after_blanks(end);
  if (has_colon(colon)) return Label{at, colon + 1};
  const bool sure = at_line_start(at) && word.starts_with("TAG") && colon > end;
  return sure ? std::optional(Label{at, colon}) : std::nullopt;
}

std::optional<Label> Preamble::find_tags(std::size_t from) const {
  for (std::size_t at = from; at < upper_.size(); ++at) {
    if ((upper_[at] != 'T' && upper_[at] != 'A') || !is_word_start(upper_, at)) continue;
    if (const auto label = tags_label_at(at)) return label;
  }
  return std::nullopt;
}

std::optional<Label> Preamble::subject_label_at(std::size_t at) const {
  const std::string_view rest = std::string_view(upper_).substr(at);
  const std::size_t word = rest.starts_with("UBJECT") ? 6 : 3;
  const bool whole = at > 0 && upper_[at - 1] == 'S';
  const std::size_t begin = whole ? at - 1 : at;
  if (!whole && word == 3) return std::nullopt;
  if (!is_word_start(upper_, begin)) return std::nullopt;

  std::size_t end = at + word;
  if (word == 3 && end < upper_.size() && upper_[end] == '.') ++end;
  const std::size_t colon = after_blanks(end);
  if (has_colon(colon)) return Label{begin, colon + 1};
  // Without a colon it must look like a label: at a line start and in capitals.
  const bool label = at_line_start(begin) && whole && colon > end && ascii::is_upper(text_[at]);
  return label ? std::optional(Label{begin, colon}) : std::nullopt;
}

std::optional<Label> Preamble::find_subject(std::size_t from) const {
  for (std::size_t at = upper_.find("UBJ", from); at != std::string::npos;
       at = upper_.find("UBJ", at + 1)) {
    if (const auto label = subject_label_at(at)) return label;
  }
  return std::nullopt;
}

std::optional<Label> Preamble::references_label_at(std::size_t at) const {
  std::size_t end = at + 3;
  for (const std::string_view tail : {"(S)"sv, "ERENCES"sv, "ERENCE"sv, "TELS"sv, "TEL"sv, "S"sv}) {
    if (!std::string_view(upper_).substr(end).starts_with(tail)) continue;
    end += tail.size();
    break;
  }
  const bool line_start = at_line_start(at);
  const std::size_t colon = after_blanks(end);
  if (has_colon(colon)) return Label{at, colon + 1};
  if (!line_start || colon == end || end > at + 7) return std::nullopt;
  return Label{at, colon};
}

std::optional<Label> Preamble::find_references(std::size_t from) const {
  for (std::size_t at = upper_.find("REF", from); at != std::string::npos;
       at = upper_.find("REF", at + 1)) {
    // "REF A. REF: KATHMANDU" is one label and a bullet; only capitals can be glued to a word.
    const bool glued = !is_word_start(text_, at);
    if (glued && !ascii::is_upper(text_[at])) continue;
    if (const auto label = references_label_at(at)) return label;
  }
  return std::nullopt;
}

std::optional<Label> Preamble::find_classified_by(std::size_t from) const {
  constexpr auto kWords = "CLASSIFIED BY"sv;
  for (std::size_t at = upper_.find(kWords, from); at != std::string::npos;
       at = upper_.find(kWords, at + 1)) {
    const std::string_view before = std::string_view(upper_).substr(0, at);
    if (before.ends_with("DE") || before.ends_with("UN")) continue;
    const std::size_t colon = after_blanks(at + kWords.size());
    if (has_colon(colon)) return Label{at, colon + 1};
    if (is_word_start(upper_, at)) return Label{at, colon};
  }
  return std::nullopt;
}

std::optional<Label> Preamble::find_executive_order(std::size_t from) const {
  for (std::size_t at = upper_.find('E', from); at != std::string::npos;
       at = upper_.find('E', at + 1)) {
    const std::string_view rest = std::string_view(upper_).substr(at, 5);
    const bool order = rest.starts_with("E.O") || rest.starts_with("EO ") ||
                       rest.starts_with("E.0") || rest.starts_with("E. O");
    if (order && at_line_start(at)) return Label{at, at + 3};
  }
  return std::nullopt;
}

}  // namespace cabled
