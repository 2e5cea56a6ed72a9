#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace cabled {

/// How wide a telegram was typed, and what that says of its line breaks.
class TypedLines {
 public:
  /// `lines` are those of the telegram. Where most are longer than any that was typed, its line
  /// breaks are lost and it has no width.
  explicit TypedLines(std::span<const std::string_view> lines);

  /// Characters of a full line; 0 when it cannot be told.
  std::size_t width() const noexcept { return width_; }

  /// Whether `next` could not have begun on the line of `above`: the break is the typist's.
  bool is_full(std::string_view above, std::string_view next) const;

  /// Whether `above` and `below` are two parts of one line: the first is not full, together they
  /// are, as `next` shows that follows them; or they end the paragraph (`next` is empty) amid a
  /// sentence.
  bool are_one(std::string_view above, std::string_view below, std::string_view next) const;

 private:
  std::size_t width_ = 0;
};

/// Whether a line is no row of a table and no item of a list, which are broken where their author
/// wants it.
bool is_running_text(std::string_view line);

/// Characters of a text, without the blanks at its ends.
std::size_t typed_length(std::string_view line) noexcept;

}  // namespace cabled
