#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "parsers/telegram/labels.h"

namespace cabled {

/// Where a label such as "SUBJECT:" stands.
struct Label {
  std::size_t begin;
  std::size_t end;  ///< after the label and its colon
};

/// What stands before the first paragraph: the lines with TAGS, SUBJECT, REF and Classified By.
///
/// Labels are looked for here alone, because the same words in the prose are not labels.
class Preamble {
 public:
  /// `text` is the whole telegram, free of page markers; it must outlive the Preamble.
  explicit Preamble(std::string_view text);

  std::string_view text() const noexcept { return text_; }
  const std::string& upper() const noexcept { return upper_; }  ///< the same text in upper case

  bool at_line_start(std::size_t at) const noexcept;

  /// "TAGS:", its misspellings ("TAGES", "TAS", "TABS", "TGS", "AGS") and "TAGS" without a colon.
  std::optional<Label> find_tags(std::size_t from) const;

  /// "SUBJECT:", "SUBJ:", "UBJECT:", also glued to the word before; at a line start also without a
  /// colon, or with a slip ("SUBJCT:").
  std::optional<Label> find_subject(std::size_t from) const;

  /// "REF:", "REFS:", "REF(S):", "REFTEL:", also glued to the word before; at a line start "REF A".
  std::optional<Label> find_references(std::size_t from) const;

  /// "Classified By:", also glued to the word before, and "CLASSIFIED BY" at a line start.
  std::optional<Label> find_classified_by(std::size_t from) const;

  /// "E.O. 12958:" in any spelling, at a line start.
  std::optional<Label> find_executive_order(std::size_t from) const;

 private:
  std::optional<Label> label_at(std::size_t at, Field field) const;
  std::optional<Label> find_slipped_subject(std::size_t from, std::size_t to) const;

  std::string_view text_;
  std::string upper_;
};

}  // namespace cabled
