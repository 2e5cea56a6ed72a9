#pragma once

#include <gumbo.h>

#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parsers/html/display.h"
#include "parsers/html/layout.h"

namespace cabled {

/// A step of the walk through a page: a tree in document order without its tree. The walk needs no
/// stack, and a skipped element is a jump.
struct PageEvent {
  enum class Kind : std::uint8_t { kOpen, kClose, kText, kBreak };
  std::string_view text;  ///< of a kText; lives as long as the document
  ElementNumber element;  ///< of a kText: its parent
  Kind kind;
};

/// What laying out needs to know of an element besides its LayoutElement.
struct PageBox {
  ElementNumber block = 0;  ///< itself or the nearest block around it
  std::uint32_t close = 0;  ///< index of its kClose event
  Style style{Display::kBlock, WhiteSpace::kFlow};
  bool in_link = false;
  bool in_list = false;
  bool has_breaks = false;  ///< its text takes more than one line
  bool is_folded = false;   ///< a <details> that is closed: all but its first <summary> is unseen
  bool has_summary = false;
};

/// A page as lay_out() needs it.
struct FlatPage {
  std::vector<LayoutElement> elements;
  std::vector<PageBox> boxes;  ///< by ElementNumber, as elements
  std::vector<PageEvent> events;
};

/// A FlatPage and the texts that it points into and that are not in the page as they are: those
/// with references.
struct FlatDocument {
  FlatPage page;
  std::list<std::string> decoded;
};

/// Builds a FlatPage from a walk through a tree in document order.
class FlatPageBuilder {
 public:
  FlatPageBuilder();

  void open(GumboTag tag, const LayoutAttributes& attributes);
  /// Closes the element that was opened last and is still open; there must be one.
  void close();
  /// Text in that element.
  void text(std::string_view text);

  FlatPage take() && { return std::move(page_); }

 private:
  FlatPage page_;
  ElementNumber current_ = 0;
};

}  // namespace cabled
