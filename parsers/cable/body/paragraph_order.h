#pragma once

#include <optional>
#include <string_view>

#include "parsers/telegram/paragraph_mark.h"

namespace cabled {

/// Whether the last word of `text` is the name of a month: a number behind it is a day.
bool ends_with_month_name(std::string_view text);

/// Tells the numbers that begin paragraphs from those of lists and days, by their order.
class ParagraphOrder {
 public:
  /// The head of a paragraph that `line` (trimmed) begins with, when it can be the next. `before`
  /// is the text of the paragraph that it would end, empty where a blank line stands between: in
  /// "on February / 3. The minister agreed" the number ends a sentence.
  std::optional<ParagraphMark> mark_of(std::string_view line, std::string_view before) const;

  void begin(int number) noexcept { last_ = number; }
  int last() const noexcept { return last_; }

 private:
  bool begins_paragraph(const ParagraphMark& mark, std::string_view before) const;

  int last_ = 0;
};

}  // namespace cabled
