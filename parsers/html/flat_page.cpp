#include "parsers/html/flat_page.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

// Of a news page without its scripts; the vectors grow for others.
constexpr std::size_t kUsualElements = 400;

std::string hints_of(const LayoutAttributes& attributes) {
  std::string hints;
  for (const auto& value : {attributes.id, attributes.classes, attributes.role}) {
    if (!value || value->empty()) continue;
    if (!hints.empty()) hints += ' ';
    const std::size_t start = hints.size();
    hints += *value;
    std::transform(hints.begin() + static_cast<std::ptrdiff_t>(start), hints.end(),
                   hints.begin() + static_cast<std::ptrdiff_t>(start), ascii::to_lower);
  }
  return hints;
}

bool is_list(GumboTag tag) {
  return tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_DIR ||
         tag == GUMBO_TAG_MENU || tag == GUMBO_TAG_DL;
}

Style style_within(const PageBox& parent, GumboTag tag, const LayoutAttributes& attributes) {
  Style style = style_of(tag, attributes, parent.style);
  // A list in a list has no margin of its own.
  if (parent.in_list && is_list(tag) && style.display == Display::kParagraph) {
    style.display = Display::kBlock;
  }
  const bool is_folded_away = parent.is_folded && (tag != GUMBO_TAG_SUMMARY || parent.has_summary);
  const bool is_unseen = parent.style.display == Display::kNone || is_folded_away;
  if (is_unseen) style.display = Display::kNone;
  // What is invisible makes no line of its own either (HTML standard, innerText).
  if (!style.visible && style.display != Display::kNone) style.display = Display::kInline;
  return style;
}

}  // namespace

FlatPageBuilder::FlatPageBuilder() {
  page_.elements.reserve(kUsualElements);
  page_.boxes.reserve(kUsualElements);
  page_.events.reserve(kUsualElements * 3);
}

void FlatPageBuilder::open(GumboTag tag, const LayoutAttributes& attributes) {
  const auto number = static_cast<ElementNumber>(page_.elements.size());
  PageBox box = number == 0 ? PageBox{} : page_.boxes[current_];
  box.style = style_within(box, tag, attributes);
  if (box.is_folded && tag == GUMBO_TAG_SUMMARY) page_.boxes[current_].has_summary = true;
  box.is_folded = tag == GUMBO_TAG_DETAILS && !attributes.open;
  box.has_summary = false;
  const bool breaks_line = tag == GUMBO_TAG_BR && box.style.visible;
  box.has_breaks = breaks_line;
  box.in_link |= tag == GUMBO_TAG_A && attributes.href;
  box.in_list |= is_list(tag);
  const bool block = box.style.display != Display::kInline && box.style.display != Display::kNone;
  if (block) box.block = number;
  page_.elements.push_back({current_, tag_text(tag), hints_of(attributes), block});
  page_.boxes.push_back(box);
  const auto kind = breaks_line ? PageEvent::Kind::kBreak : PageEvent::Kind::kOpen;
  page_.events.push_back({{}, number, kind});
  current_ = number;
}

void FlatPageBuilder::close() {
  const ElementNumber number = current_;
  PageBox& box = page_.boxes[number];
  box.close = static_cast<std::uint32_t>(page_.events.size());
  page_.events.push_back({{}, number, PageEvent::Kind::kClose});
  current_ = page_.elements[number].parent;
  if (number == 0 || box.style.display == Display::kNone) return;
  const bool breaks = box.has_breaks || (box.style.display != Display::kInline &&
                                         box.style.display != Display::kCell);
  if (breaks) page_.boxes[current_].has_breaks = true;
}

void FlatPageBuilder::text(std::string_view text) {
  const PageBox& box = page_.boxes[current_];
  if (!box.style.visible || box.is_folded) return;
  page_.events.push_back({text, current_, PageEvent::Kind::kText});
}

}  // namespace cabled
