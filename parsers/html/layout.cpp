#include "parsers/html/layout.h"

#include <cstddef>
#include <utility>

#include "parsers/html/display.h"
#include "parsers/html/flat_page.h"
#include "parsers/html/line_builder.h"

namespace cabled {
namespace {

class Typesetter {
 public:
  Typesetter(const FlatPage& page, const std::unordered_set<ElementNumber>& skip)
      : page_(page), skip_(skip) {}

  Layout set() {
    for (std::size_t i = 0; i < page_.events.size(); ++i) {
      const PageEvent& event = page_.events[i];
      const PageBox& box = page_.boxes[event.element];
      switch (event.kind) {
        case PageEvent::Kind::kText:
          lines_.append(event.text, place_of(box));
          break;
        case PageEvent::Kind::kClose:
          close(event.element);
          break;
        case PageEvent::Kind::kOpen:
        case PageEvent::Kind::kBreak:
          if (is_absent(event.element)) {
            i = box.close;
          } else if (event.kind == PageEvent::Kind::kBreak) {
            lines_.break_line(place_of(box));
          } else {
            open(event.element);
          }
          break;
      }
    }
    Layout layout = std::move(lines_).take();
    layout.elements = page_.elements;
    return layout;
  }

 private:
  static LineBuilder::Place place_of(const PageBox& box) {
    return {box.block, box.style.white_space, box.in_link};
  }

  bool is_absent(ElementNumber number) const {
    return page_.boxes[number].style.display == Display::kNone ||
           (!skip_.empty() && skip_.contains(number));
  }

  ElementNumber parent_block(ElementNumber number) const {
    return page_.boxes[page_.elements[number].parent].block;
  }

  // Cells side by side share a line only when each is one line; else the table is one of layout,
  // and its cells are read one after another.
  bool shares_line(ElementNumber cell) const {
    return !page_.boxes[page_.elements[cell].parent].has_breaks;
  }

  void open(ElementNumber number) {
    switch (page_.boxes[number].style.display) {
      case Display::kParagraph:
        lines_.end_line();
        lines_.add_margin(parent_block(number));
        break;
      case Display::kBlock:
      case Display::kRow:
        lines_.end_line();
        break;
      case Display::kCell:
        if (!shares_line(number)) lines_.end_line();
        break;
      case Display::kInline:
      case Display::kNone:
        break;
    }
  }

  void close(ElementNumber number) {
    const Display display = page_.boxes[number].style.display;
    if (display == Display::kInline) return;
    if (display == Display::kCell && shares_line(number)) {
      lines_.end_cell(parent_block(number));
      return;
    }
    lines_.end_line();
    lines_.leave(number, parent_block(number));
    if (display == Display::kParagraph) lines_.add_margin(parent_block(number));
  }

  const FlatPage& page_;
  const std::unordered_set<ElementNumber>& skip_;
  LineBuilder lines_;
};

}  // namespace

Layout lay_out(const HtmlDocument& document, const std::unordered_set<ElementNumber>& skip) {
  return Typesetter(document.page(), skip).set();
}

}  // namespace cabled
