#include "parsers/locate/foreign_boxes.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

/// What the lines of the span that stand in an element add up to.
struct Content {
  int anchors = 0;  ///< telegram lines
  int lines = 0;
  int linked = 0;
  int page_lines = 0;
  int headlines = 0;  ///< in <h1> … <h6>
  std::size_t bytes = 0;
  std::size_t link_bytes = 0;

  Content& operator+=(const Content& other) {
    anchors += other.anchors;
    lines += other.lines;
    linked += other.linked;
    page_lines += other.page_lines;
    headlines += other.headlines;
    bytes += other.bytes;
    link_bytes += other.link_bytes;
    return *this;
  }
};

bool is_anchor(TelegramLine kind) noexcept {
  return telegram_strength(kind) >= 2 || kind == TelegramLine::kPlainParagraph ||
         kind == TelegramLine::kClassificationAlone || kind == TelegramLine::kHeading ||
         kind == TelegramLine::kRule;
}

std::vector<Content> contents_of(const JudgedPage& page, const CableSpan& span) {
  std::vector<Content> contents(page.tree.size());
  for (std::size_t i = span.begin; i < span.end; ++i) {
    const JudgedLine& line = page.lines[i];
    if (line.blank || line.furniture) continue;
    Content& content = contents[line.element];
    ++content.lines;
    content.anchors +=
        is_anchor(line.telegram) && !line.linked && line.page == PageLine::kNone ? 1 : 0;
    content.linked += line.linked ? 1 : 0;
    content.page_lines += line.page != PageLine::kNone ? 1 : 0;
    content.headlines += is_heading_line(page, line) ? 1 : 0;
    content.bytes += line.text.size();
    content.link_bytes += page.layout.lines[i].link_bytes;
  }
  return page.tree.sum_up(std::move(contents));
}

bool is_plain_box(std::string_view tag) noexcept {
  static constexpr std::array<std::string_view, 6> kBoxes{"div",      "section", "article",
                                                          "fieldset", "figure",  "center"};
  return std::ranges::find(kBoxes, tag) != kBoxes.end();
}

bool is_list(std::string_view tag) noexcept {
  return tag == "ul" || tag == "ol" || tag == "dl" || tag == "table";
}

std::string_view foreign_rule(const LayoutElement& element, const Content& content,
                              bool telegram_form) {
  if (content.page_lines == content.lines) return "page_lines";
  if (content.linked * 2 > content.lines) return "link_box";
  const bool box = is_plain_box(element.tag);
  const bool part = telegram_form && !element.hints.empty();
  if ((box || is_list(element.tag)) && !part && content.headlines > 0 && content.linked > 0) {
    return "headline_box";
  }
  if ((box || is_list(element.tag)) && !telegram_form) {
    if (content.headlines > 0) return "headline_box";
    if (content.page_lines > 0) return "teaser_box";
    if (content.link_bytes * 4 > content.bytes) return "link_box";
  }
  // A class of its own in the midst of paragraphs without a telegram line among its lines.
  return box && !telegram_form && !element.hints.empty() ? "foreign_box" : "";
}

}  // namespace

std::vector<std::string_view> find_foreign_boxes(const JudgedPage& page, const CableSpan& span) {
  const std::vector<Content> contents = contents_of(page, span);
  const auto& elements = page.layout.elements;
  std::set<std::string> telegram_forms;
  for (std::size_t i = span.root; i < contents.size(); ++i) {
    if (contents[i].anchors > 0) telegram_forms.insert(form_of(elements[i]));
  }
  std::vector<std::string_view> foreign(contents.size());
  for (std::size_t i = span.root + 1U; i < contents.size(); ++i) {
    const auto element = static_cast<ElementNumber>(i);
    if (!page.tree.contains(span.root, element)) break;
    foreign[i] = foreign[page.tree.parent(element)];
    const Content& content = contents[i];
    if (!foreign[i].empty() || content.lines == 0 || content.anchors > 0) continue;
    if (!elements[i].block || elements[i].tag == "pre" || elements[i].tag == "tr" ||
        elements[i].tag == "td")
      continue;
    foreign[i] = foreign_rule(elements[i], content, telegram_forms.contains(form_of(elements[i])));
  }
  return foreign;
}

}  // namespace cabled
