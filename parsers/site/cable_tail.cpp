#include "parsers/site/cable_tail.h"

#include <algorithm>
#include <set>
#include <string>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

/// From this length on a line without links is prose, which can follow a heading but no signature.
constexpr std::size_t kProseBytes = 45;

/// Lines that are looked at beyond a possible signature for signs that the page goes on without
/// the telegram.
constexpr int kLookahead = 6;

/// Notes that archives and drafters put below the signature.
bool is_below_signature(const JudgedLine& line) noexcept {
  switch (line.telegram) {
    case TelegramLine::kEndMark:
    case TelegramLine::kClassificationAlone:
    case TelegramLine::kRule:
    case TelegramLine::kCaption:
    case TelegramLine::kPageMarker:
    case TelegramLine::kOldPage:
      return true;
    default:
      break;
  }
  const std::string_view text = telegram_core(line.text);
  return ascii::istarts_with(text, "declassified/released") ||
         ascii::istarts_with(text, "unquote") || text.starts_with("NOTE:") ||
         text.starts_with("NOTE BY") || text == "##" || text == "BT";
}

class TailWalk {
 public:
  TailWalk(const JudgedPage& page, const CableSpan& span) : page_(page), root_(span.root) {
    for (std::size_t i = span.begin; i < span.end; ++i) {
      const JudgedLine& line = page.lines[i];
      if (line.blank || line.furniture || line.element == last_known_) continue;
      last_known_ = line.element;
      forms_.insert(form_of(page.layout.elements[line.element]));
    }
  }

  std::size_t end_after(std::size_t last) {
    std::size_t end = last;
    bool signed_off = page_.lines[last - 1].telegram == TelegramLine::kEndMark;
    for (std::size_t i = last; i < page_.lines.size(); ++i) {
      const JudgedLine& line = page_.lines[i];
      if (line.blank || line.furniture) continue;
      if (!line.preformatted && stops(line)) break;
      if (!belongs(line) || is_foreign(line)) break;
      if (line.page != PageLine::kNone && !line.preformatted) continue;
      if (signed_off && !is_below_signature(line) && !may_sign_too(i)) break;
      signed_off = signed_off || is_signature(i);
      end = i + 1;
    }
    return end;
  }

 private:
  bool stops(const JudgedLine& line) const noexcept {
    const bool heading = is_heading_line(page_, line) && line.telegram == TelegramLine::kNone;
    return ends_telegram(line.page) || line.linked || heading;
  }

  /// Whether the line stands in the telegram's part of the page, or in the next part of the same
  /// form: a telegram may be cut into sibling paragraphs, pages or <pre>s.
  bool belongs(const JudgedLine& line) {
    if (page_.tree.contains(root_, line.element)) return true;
    const ElementNumber parent = page_.tree.parent(root_);
    if (root_ == 0 || !page_.tree.contains(parent, line.element)) return false;
    ElementNumber part = line.element;
    if (part == parent) return false;
    while (page_.tree.parent(part) != parent) part = page_.tree.parent(part);
    const auto& elements = page_.layout.elements;
    if (form_of(elements[part]) != form_of(elements[root_])) return false;
    root_ = part;
    return true;
  }

  /// Whether the line stands in a class of its own, such as no line of the telegram does: the note
  /// on the author, the list of keywords.
  bool is_foreign(const JudgedLine& line) {
    const LayoutElement& element = page_.layout.elements[line.element];
    if (line.preformatted || element.hints.empty() || line.element == last_known_) return false;
    if (!forms_.contains(form_of(element))) return true;
    last_known_ = line.element;
    return false;
  }

  /// A form of the drafter's name below which the telegram does not go on.
  bool is_signature(std::size_t i) {
    if (!looks_like_signature(page_.lines[i].text)) return false;
    int seen = 0;
    for (std::size_t j = i + 1; j < page_.lines.size() && seen < kLookahead; ++j) {
      const JudgedLine& below = page_.lines[j];
      if (below.blank) continue;
      if (below.furniture || !page_.tree.contains(root_, below.element)) return true;
      if (is_below_signature(below)) return below.telegram != TelegramLine::kRule;
      if (below.page != PageLine::kNone || stops(below) || is_foreign(below)) return true;
      if (below.text.size() >= kProseBytes || looks_like_signature(below.text)) return false;
      ++seen;
    }
    return seen < kLookahead;
  }

  /// Two drafters sign one below the other.
  bool may_sign_too(std::size_t i) const noexcept {
    const JudgedLine& line = page_.lines[i];
    return line.preformatted ||
           (looks_like_signature(line.text) &&
            page_.lines[i - 1].telegram != TelegramLine::kEndMark && !page_.lines[i - 1].blank);
  }

  const JudgedPage& page_;
  ElementNumber root_;
  std::set<std::string> forms_;  ///< of the elements that hold the telegram's lines
  ElementNumber last_known_ = ~ElementNumber{0};
};

}  // namespace

std::size_t find_cable_end(const JudgedPage& page, const CableSpan& span) {
  return TailWalk(page, span).end_after(span.end);
}

}  // namespace cabled
