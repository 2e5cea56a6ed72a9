#include "parsers/html/layout.h"

#include <gumbo.h>

#include <cstddef>
#include <string>
#include <utility>

#include "parsers/html/display.h"
#include "parsers/html/line_builder.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

// The tree in document order without its tree: a walk over this list needs no stack, and a skipped
// element is a jump.
struct Event {
  enum class Kind { kOpen, kClose, kText, kBreak };
  Kind kind;
  ElementNumber element;  // of a text: its parent
  const char* text;
};

// What laying out needs to know of an element besides its LayoutElement.
struct Box {
  Style style;
  bool in_link;
  bool in_list;
  bool has_breaks;      // its text takes more than one line
  ElementNumber block;  // itself or the nearest block around it
  std::size_t close;    // index of its kClose event
};

struct FlatPage {
  std::vector<LayoutElement> elements;
  std::vector<Box> boxes;
  std::vector<Event> events;
};

void append_hint(std::string& hints, const GumboElement& element, const char* name) {
  const GumboAttribute* attribute = gumbo_get_attribute(&element.attributes, name);
  if (attribute == nullptr || *attribute->value == '\0') return;
  if (!hints.empty()) hints += ' ';
  hints += ascii::lower(attribute->value);
}

std::string hints_of(const GumboElement& element) {
  std::string hints;
  if (element.attributes.length == 0) return hints;
  for (const char* name : {"id", "class", "role"}) append_hint(hints, element, name);
  return hints;
}

bool is_list(GumboTag tag) {
  return tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_DIR ||
         tag == GUMBO_TAG_MENU || tag == GUMBO_TAG_DL;
}

// Flattens a tree of any depth with a stack of its own.
class Flattener {
 public:
  static FlatPage flatten(const GumboNode& root) {
    Flattener flattener;
    flattener.open(root.v.element);
    while (!flattener.open_.empty()) flattener.step();
    return std::move(flattener.page_);
  }

 private:
  struct Frame {
    const GumboVector* children;
    unsigned next;
    ElementNumber number;
  };

  void step() {
    Frame& top = open_.back();
    if (top.next == top.children->length) {
      close(top.number);
      open_.pop_back();
      return;
    }
    const auto* child = static_cast<const GumboNode*>(top.children->data[top.next++]);
    switch (child->type) {
      case GUMBO_NODE_ELEMENT:
      case GUMBO_NODE_TEMPLATE:
        open(child->v.element);
        break;
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_CDATA:
      case GUMBO_NODE_WHITESPACE:
        page_.events.push_back({Event::Kind::kText, top.number, child->v.text.text});
        break;
      default:
        break;
    }
  }

  void open(const GumboElement& element) {
    const auto number = static_cast<ElementNumber>(page_.elements.size());
    const ElementNumber parent = open_.empty() ? 0 : open_.back().number;
    const bool is_root = open_.empty();
    Box box = is_root ? Box{style_of(element, WhiteSpace::kFlow), false, false, false, 0, 0}
                      : page_.boxes[parent];
    if (!is_root) {
      const bool hidden = box.style.display == Display::kNone;
      box.style = style_of(element, box.style.white_space);
      // A list in a list has no margin of its own.
      if (box.in_list && is_list(element.tag) && box.style.display == Display::kParagraph) {
        box.style.display = Display::kBlock;
      }
      if (hidden) box.style.display = Display::kNone;
    }
    box.has_breaks = element.tag == GUMBO_TAG_BR;
    box.in_link |=
        element.tag == GUMBO_TAG_A && gumbo_get_attribute(&element.attributes, "href") != nullptr;
    box.in_list |= is_list(element.tag);
    const bool block = box.style.display != Display::kInline && box.style.display != Display::kNone;
    if (block) box.block = number;
    page_.elements.push_back({parent, tag_text(element), hints_of(element), block});
    page_.boxes.push_back(box);
    page_.events.push_back(
        {element.tag == GUMBO_TAG_BR ? Event::Kind::kBreak : Event::Kind::kOpen, number, nullptr});
    open_.push_back({&element.children, 0, number});
  }

  void close(ElementNumber number) {
    Box& box = page_.boxes[number];
    box.close = page_.events.size();
    page_.events.push_back({Event::Kind::kClose, number, nullptr});
    if (number == 0 || box.style.display == Display::kNone) return;
    const bool breaks = box.has_breaks || (box.style.display != Display::kInline &&
                                           box.style.display != Display::kCell);
    if (breaks) page_.boxes[page_.elements[number].parent].has_breaks = true;
  }

  FlatPage page_;
  std::vector<Frame> open_;
};

class Typesetter {
 public:
  Typesetter(const FlatPage& page, const std::unordered_set<ElementNumber>& skip)
      : page_(page), skip_(skip) {}

  std::vector<LayoutLine> set() {
    for (std::size_t i = 0; i < page_.events.size(); ++i) {
      const Event& event = page_.events[i];
      const Box& box = page_.boxes[event.element];
      switch (event.kind) {
        case Event::Kind::kText:
          lines_.append(event.text, place_of(box));
          break;
        case Event::Kind::kClose:
          close(event.element);
          break;
        case Event::Kind::kOpen:
        case Event::Kind::kBreak:
          if (is_absent(event.element)) {
            i = box.close;
          } else if (event.kind == Event::Kind::kBreak) {
            lines_.break_line(place_of(box));
          } else {
            open(event.element);
          }
          break;
      }
    }
    return std::move(lines_).take();
  }

 private:
  static LineBuilder::Place place_of(const Box& box) {
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
  FlatPage page = Flattener::flatten(document.root());
  std::vector<LayoutLine> lines = Typesetter(page, skip).set();
  return {std::move(lines), std::move(page.elements)};
}

}  // namespace cabled
