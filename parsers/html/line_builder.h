#pragma once

#include <string>
#include <string_view>

#include "parsers/html/display.h"
#include "parsers/html/layout.h"

namespace cabled {

/// Puts text into lines by the white-space rules of CSS (Text Module 3, section 4).
class LineBuilder {
 public:
  /// Where the text that comes next stands.
  struct Place {
    ElementNumber block;
    WhiteSpace white_space;
    bool in_link;
  };

  void append(std::string_view text, const Place& place);
  /// Ends the line, even an empty one: <br>.
  void break_line(const Place& place);
  /// Ends the line if there is text in it: a block begins or ends.
  void end_line();
  /// A blank line, within `block`, before the next line; several are one.
  void add_margin(ElementNumber block);
  /// `block` is over: a margin that is due stands in its parent.
  void leave(ElementNumber block, ElementNumber parent);
  /// A table cell of `row` is over, and the next may follow in the same line.
  void end_cell(ElementNumber row);

  /// The lines and their texts; the elements are the caller's to add.
  Layout take() &&;

 private:
  void append_run(std::string_view run, const Place& place);
  void append_blank(const Place& place, char blank);
  void append_special(std::string_view text, const Place& place);
  void begin_run(const Place& place);
  void push_line(const Place& place);

  Layout layout_;
  LayoutLine line_{{}, 0, false, 0};  // the one that is built; its text is in text_ until it ends
  std::string text_;
  ElementNumber margin_block_ = 0;
  ElementNumber row_ = 0;
  bool margin_due_ = false;
  bool blank_due_ = false;  // a collapsed blank that shows only if text follows
  bool blank_in_link_ = false;
  std::size_t cells_due_ = 0;  // empty ones among them
};

}  // namespace cabled
