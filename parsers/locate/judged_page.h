#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/html/layout.h"
#include "parsers/locate/element_tree.h"
#include "parsers/locate/page_line.h"
#include "parsers/telegram/line_kind.h"

namespace cabled {

/// A line of a page and all that can be said of it before the cable is sought.
struct JudgedLine {
  std::string_view text;  ///< lives as long as the layout
  ElementNumber element;
  TelegramLine telegram;
  PageLine page;
  bool blank;
  bool preformatted;
  bool linked;     ///< most of it is a link to another page
  bool furniture;  ///< stands in an element that is furniture of the page
};

/// A laid-out page, judged line by line and element by element. The layout must outlive it.
struct JudgedPage {
  const Layout& layout;
  ElementTree tree;
  std::vector<JudgedLine> lines;
  std::vector<std::string_view> furniture;  ///< by element: the rule that makes it so, or ""
};

JudgedPage judge_page(const Layout& layout);

/// The same of a page that was laid out once more without some of its elements: what stays of
/// `before` is not judged again.
JudgedPage judge_page_again(const Layout& layout, const JudgedPage& before);

/// Tag, id and classes of an element without their digits: alike for the parts of a telegram that
/// is cut into <div class=page id=page1>, <div class=page id=page2>.
std::string form_of(const LayoutElement& element);

/// Whether the line stands in <h1> … <h6>.
bool is_heading_line(const JudgedPage& page, const JudgedLine& line) noexcept;

}  // namespace cabled
