#include "parsers/telegram/preamble.h"

#include <algorithm>
#include <array>

#include "parsers/model/ascii.h"
#include "parsers/model/utf8_text.h"
#include "parsers/telegram/body_start.h"
#include "parsers/telegram/executive_order_mark.h"
#include "parsers/telegram/labels.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

// The longest header met has some 200 addressees, about 8,000 bytes, with the fields after it.
constexpr std::size_t kLongestPreamble = 16000;

// "SUBBJECT :", with a blank or two before its colon.
constexpr std::size_t kLongestSubjectLabel = 12;

std::string_view preamble_of(std::string_view text) {
  return text.substr(0, std::min(find_body_start(text), character_begin(text, kLongestPreamble)));
}

}  // namespace

Preamble::Preamble(std::string_view text) : text_(preamble_of(text)), upper_(ascii::upper(text_)) {}

bool Preamble::at_line_start(std::size_t at) const noexcept {
  while (at > 0 && (text_[at - 1] == ' ' || text_[at - 1] == '\t')) --at;
  return at == 0 || text_[at - 1] == '\n';
}

std::optional<Label> Preamble::label_at(std::size_t at, Field field) const {
  const auto match = match_label(std::string_view(upper_).substr(at), field);
  if (!match) return std::nullopt;
  if (match->has_colon) return Label{at, at + match->end};
  // Without a colon it must look like a label: at a line start, and in capitals where it is a word
  // that sentences begin with.
  const bool looks = match->spelling->without_colon != WithoutColon::kNever && match->has_blank &&
                     at_line_start(at) &&
                     (field != Field::kSubject || ascii::is_upper(text_[at + 1]));
  return looks ? std::optional(Label{at, at + match->end}) : std::nullopt;
}

std::optional<Label> Preamble::find_tags(std::size_t from) const {
  for (std::size_t at = from; at < upper_.size(); ++at) {
    if (upper_[at] != 'T' && upper_[at] != 'A') continue;
    // "DECL: 11/18/2019TAGS: PREL": only the usual label can be glued to what stands before it.
    if (!is_word_start(upper_, at) && !text_.substr(at).starts_with("TAGS:")) continue;
    if (const auto label = label_at(at, Field::kTags)) return label;
  }
  return std::nullopt;
}

std::optional<Label> Preamble::find_subject(std::size_t from) const {
  std::optional<Label> found;
  for (std::size_t at = upper_.find("UBJ", from); at != std::string::npos && !found;
       at = upper_.find("UBJ", at + 1)) {
    const std::size_t begin = at > 0 && upper_[at - 1] == 'S' ? at - 1 : at;
    // "TAGS: PREL, UGSUBJECT:": only a label with its colon can be glued to a word, and one in
    // small letters to capitals alone.
    const bool glued = !is_word_start(text_, begin);
    const std::string_view rest = text_.substr(begin);
    const bool behind_capitals = rest.starts_with("Subject:") && ascii::is_upper(text_[begin - 1]);
    if (glued && !behind_capitals && !begins_with_usual_label(rest)) continue;
    found = label_at(begin, Field::kSubject);
  }
  // The first label may be misspelt; one of the other sections follows it then.
  const auto slipped = find_slipped_subject(from, found ? found->begin : upper_.size());
  return slipped ? slipped : found;
}

std::optional<Label> Preamble::find_slipped_subject(std::size_t from, std::size_t to) const {
  // Its first letter may be lost or changed: any line that begins with a word and a colon.
  for (std::size_t at = from; at < to; at = upper_.find('\n', at) + 1) {
    if (at_line_start(at)) {
      const std::size_t begin = skip_space(upper_, at);
      const bool may_be = begin + 2 < to && ascii::is_upper(text_[begin]) &&
                          ascii::is_upper(text_[begin + 1]) && upper_[begin + 1] != 'A';
      if (may_be && text_.substr(begin, kLongestSubjectLabel).find(':') != std::string_view::npos) {
        if (const auto label = label_at(begin, Field::kSubject)) return label;
      }
    }
    if (upper_.find('\n', at) == std::string::npos) break;
  }
  return std::nullopt;
}

std::optional<Label> Preamble::find_references(std::size_t from) const {
  for (std::size_t at = upper_.find("REF", from); at != std::string::npos;
       at = upper_.find("REF", at + 1)) {
    // "REF A. REF: KATHMANDU" is one label and a bullet; only capitals can be glued to a word.
    const bool glued = !is_word_start(text_, at);
    if (glued && !ascii::is_upper(text_[at])) continue;
    if (const auto label = label_at(at, Field::kReferences)) return label;
  }
  return std::nullopt;
}

std::optional<Label> Preamble::find_classified_by(std::size_t from) const {
  for (std::size_t at = cabled::find_classified_by(upper_, from); at != std::string::npos;
       at = cabled::find_classified_by(upper_, at + 1)) {
    std::size_t end = classified_by_end(upper_, at);
    while (end < upper_.size() && words::is_blank(upper_[end])) ++end;
    if (end < upper_.size() && (upper_[end] == ':' || upper_[end] == ';'))
      return Label{at, end + 1};
    if (is_word_start(upper_, at)) return Label{at, end};
  }
  return std::nullopt;
}

std::optional<Label> Preamble::find_executive_order(std::size_t from) const {
  for (std::size_t at = upper_.find('E', from); at != std::string::npos;
       at = upper_.find('E', at + 1)) {
    const std::string_view rest = std::string_view(upper_).substr(at);
    if (at_line_start(at) && begins_executive_order(rest)) return Label{at, at + 3};
  }
  return std::nullopt;
}

}  // namespace cabled
