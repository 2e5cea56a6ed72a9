#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "parsers/html/html_document.h"
#include "parsers/html/text_store.h"

namespace cabled {

/// Number of an element in document order; 0 is <html>.
using ElementNumber = std::uint32_t;

/// One element of the page, for judging where a line stands.
struct LayoutElement {
  ElementNumber parent;
  std::string_view
      tag;  ///< lower case; "" when Gumbo does not know it. Lives as long as the document.
  std::string hints;  ///< lower-case "id class role" values joined by blanks
  bool block;         ///< laid out as a block
};

/// One line as a browser lays it out.
struct LayoutLine {
  /// UTF-8 without \n; flow white space collapsed, <pre> kept; trailing blanks cut. Lives in the
  /// layout's `texts`.
  std::string_view text;
  ElementNumber element;     ///< the deepest block element that holds the whole line
  bool preformatted;         ///< came from white-space: pre
  std::uint32_t link_bytes;  ///< how many bytes of `text` stand inside <a href>
};

struct Layout {
  std::vector<LayoutLine> lines;  ///< blank lines included: a paragraph's margin is one blank line
  std::vector<LayoutElement> elements;  ///< by ElementNumber
  TextStore texts;                      ///< of the lines
};

/// Lays out the visible text of `document`: white-space rules of flow and <pre>, <br>, block
/// boundaries, table cells and rows, nbsp as blank, soft hyphens dropped, U+2028 as line break.
/// script, style, template, noscript, iframe, head, comments and `hidden` elements have no text.
/// An element in `skip`, and all below it, is as if it were not in the page, so the sentence around
/// an advertisement joins again.
Layout lay_out(const HtmlDocument& document, const std::unordered_set<ElementNumber>& skip = {});

}  // namespace cabled
