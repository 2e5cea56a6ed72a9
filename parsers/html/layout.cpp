#include "parsers/html/layout.h"

#include <gumbo.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
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
  enum class Kind : std::uint8_t { kOpen, kClose, kText, kBreak };
  const char* text;       // of a kText
  ElementNumber element;  // of a kText: its parent
  Kind kind;
};

// What laying out needs to know of an element besides its LayoutElement.
struct Box {
  ElementNumber block = 0;  // itself or the nearest block around it
  std::uint32_t close = 0;  // index of its kClose event
  Style style{Display::kBlock, WhiteSpace::kFlow};
  bool in_link = false;
  bool in_list = false;
  bool has_breaks = false;  // its text takes more than one line
};

struct FlatPage {
  std::vector<LayoutElement> elements;
  std::vector<Box> boxes;
  std::vector<Event> events;
};

std::string hints_of(const LayoutAttributes& attributes) {
  std::string hints;
  for (const char* value : {attributes.id, attributes.classes, attributes.role}) {
    if (value == nullptr || *value == '\0') continue;
    if (!hints.empty()) hints += ' ';
    const std::size_t start = hints.size();
    hints += value;
    std::transform(hints.begin() + static_cast<std::ptrdiff_t>(start), hints.end(),
                   hints.begin() + static_cast<std::ptrdiff_t>(start), ascii::to_lower);
  }
  return hints;
}

bool is_list(GumboTag tag) {
  return tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_DIR ||
         tag == GUMBO_TAG_MENU || tag == GUMBO_TAG_DL;
}

// Of a news page without its scripts; the vectors grow for others.
constexpr std::size_t kUsualElements = 400;

// Flattens a tree of any depth with a stack of its own.
class Flattener {
 public:
  static FlatPage flatten(const GumboNode& root) {
    Flattener flattener;
    flattener.page_.elements.reserve(kUsualElements);
    flattener.page_.boxes.reserve(kUsualElements);
    flattener.page_.events.reserve(kUsualElements * 3);
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
        page_.events.push_back({child->v.text.text, top.number, Event::Kind::kText});
        break;
      default:
        break;
    }
  }

  void open(const GumboElement& element) {
    const auto number = static_cast<ElementNumber>(page_.elements.size());
    const ElementNumber parent = open_.empty() ? 0 : open_.back().number;
    const LayoutAttributes attributes = layout_attributes(element);
    Box box = open_.empty() ? Box{} : page_.boxes[parent];
    box.style = style_within(box, element, attributes);
    box.has_breaks = element.tag == GUMBO_TAG_BR;
    box.in_link |= element.tag == GUMBO_TAG_A && attributes.href != nullptr;
    box.in_list |= is_list(element.tag);
    const bool block = box.style.display != Display::kInline && box.style.display != Display::kNone;
    if (block) box.block = number;
    page_.elements.push_back({parent, tag_text(element), hints_of(attributes), block});
    page_.boxes.push_back(box);
    const auto kind = element.tag == GUMBO_TAG_BR ? Event::Kind::kBreak : Event::Kind::kOpen;
    page_.events.push_back({nullptr, number, kind});
    open_.push_back({&element.children, 0, number});
  }

  static Style style_within(const Box& parent, const GumboElement& element,
                            const LayoutAttributes& attributes) {
    Style style = style_of(element, attributes, parent.style.white_space);
    // A list in a list has no margin of its own.
    if (parent.in_list && is_list(element.tag) && style.display == Display::kParagraph) {
      style.display = Display::kBlock;
    }
    if (parent.style.display == Display::kNone) style.display = Display::kNone;
    return style;
  }

  void close(ElementNumber number) {
    Box& box = page_.boxes[number];
    box.close = static_cast<std::uint32_t>(page_.events.size());
    page_.events.push_back({nullptr, number, Event::Kind::kClose});
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
