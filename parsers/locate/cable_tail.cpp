#include "parsers/locate/cable_tail.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "parsers/model/ascii.h"
#include "parsers/telegram/rules_and_ends.h"

namespace cabled {
namespace {

/// From this length on a line without links is prose, which can follow a heading but no signature.
constexpr std::size_t kProseBytes = 45;

/// Lines that are looked at beyond a possible signature for signs that the page goes on without
/// the telegram.
constexpr int kLookahead = 6;

/// Notes that archives and drafters put below the signature.
bool stands_below_signature(const JudgedLine& line) {
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
  return is_below_signature(telegram_core(line.text), Strictness::kStrict);
}

/// Elements that pages put into the midst of a text whole.
bool is_box(std::string_view tag) noexcept {
  static constexpr std::array<std::string_view, 12> kBoxes{
      "div", "section", "article", "fieldset", "figure", "center",
      "ul",  "ol",      "dl",      "table",    "aside",  "form"};
  return std::ranges::find(kBoxes, tag) != kBoxes.end();
}

class TailWalk {
 public:
  TailWalk(const JudgedPage& page, ElementNumber root, TelegramElements telegram_elements)
      : page_(page), root_(root), elements_(std::move(telegram_elements)) {}

  std::size_t end_after(std::size_t last, std::size_t limit) {
    std::size_t end = last;
    bool signed_off = page_.lines[last - 1].telegram == TelegramLine::kEndMark;
    for (std::size_t i = last; i < std::min(limit, page_.lines.size()); ++i) {
      const JudgedLine& line = page_.lines[i];
      if (is_skipped(line)) continue;
      const bool inside = belongs(line);
      if (!inside && !stands_beside(line)) break;
      if (is_alien(line)) {
        if (ends_for_good(line)) break;
        skip(line);
        continue;
      }
      if (line.page != PageLine::kNone && !line.preformatted) continue;
      if (!inside) break;
      if (signed_off && !stands_below_signature(line) && !may_sign_too(i)) break;
      signed_off = signed_off || is_signature(i);
      end = i + 1;
    }
    return end;
  }

 private:
  bool is_skipped(const JudgedLine& line) const noexcept {
    return line.blank || line.furniture || page_.tree.contains(skipped_, line.element);
  }

  /// A line that no telegram has: a label of the page, a headline, somebody else's link, a class of
  /// its own such as the note on the author has.
  bool is_alien(const JudgedLine& line) const {
    if (line.preformatted) return line.page == PageLine::kCopyright;
    if (ends_telegram(line.page) || line.linked) return true;
    if (elements_.knows_form(line)) return false;
    const bool heading = is_heading_line(page_, line) && line.telegram == TelegramLine::kNone;
    return heading || !page_.layout.elements[line.element].hints.empty();
  }

  /// Whether the telegram cannot go on behind an alien line: boxes and links stand amid telegrams,
  /// copyright lines and comments do not.
  bool ends_for_good(const JudgedLine& line) const {
    if (line.page == PageLine::kCopyright || line.page == PageLine::kComments ||
        line.page == PageLine::kPageEnd) {
      return true;
    }
    const bool in_box = is_box(page_.layout.elements[elements_.box_around(line)].tag) &&
                        !elements_.holds_telegram(line.element);
    return !in_box && !line.linked;
  }

  void skip(const JudgedLine& line) {
    const ElementNumber box = elements_.box_around(line);
    if (!elements_.holds_telegram(box)) skipped_ = box;
  }

  /// Whether the line stands in the telegram's part of the page, or in the next part of the same
  /// form: a telegram may be cut into sibling paragraphs, pages or <pre>s.
  bool belongs(const JudgedLine& line) {
    if (page_.tree.contains(root_, line.element)) return true;
    for (ElementNumber part = root_; part != 0; part = page_.tree.parent(part)) {
      if (!page_.tree.contains(page_.tree.parent(part), line.element)) continue;
      const auto next = same_place_in_next_part(part, line.element);
      if (next) root_ = *next;
      return next.has_value();
    }
    return false;
  }

  /// What the root is in `part`, in the sibling part that holds `element`: that sibling itself, or
  /// an element below it when `part` has a name and all between it and the root are alike.
  std::optional<ElementNumber> same_place_in_next_part(ElementNumber part,
                                                       ElementNumber element) const {
    const auto& elements = page_.layout.elements;
    const ElementNumber parent = page_.tree.parent(part);
    if (element == parent || (part != root_ && elements[part].hints.empty())) return std::nullopt;
    const std::vector<ElementNumber> path = path_down(part, root_);
    const std::vector<ElementNumber> next = path_down(parent, element);
    if (next.size() <= path.size()) return std::nullopt;
    for (std::size_t i = 0; i < path.size(); ++i) {
      if (form_of(elements[path[i]]) != form_of(elements[next[i + 1]])) return std::nullopt;
    }
    return next[path.size()];
  }

  /// The elements from `from` down to `to`, both among them.
  std::vector<ElementNumber> path_down(ElementNumber from, ElementNumber to) const {
    std::vector<ElementNumber> path;
    for (ElementNumber e = to; e != from; e = page_.tree.parent(e)) path.push_back(e);
    path.push_back(from);
    std::ranges::reverse(path);
    return path;
  }

  /// Whether the line stands beside the telegram's part, where the telegram's next part may follow.
  bool stands_beside(const JudgedLine& line) const noexcept {
    return root_ != 0 && page_.tree.contains(page_.tree.parent(root_), line.element);
  }

  /// A form of the drafter's name below which the telegram does not go on.
  bool is_signature(std::size_t i) const {
    if (!looks_like_signature(page_.lines[i].text)) return false;
    int seen = 0;
    for (std::size_t j = i + 1; j < page_.lines.size() && seen < kLookahead; ++j) {
      const JudgedLine& below = page_.lines[j];
      if (!page_.tree.contains(root_, below.element)) return true;
      if (is_skipped(below)) continue;
      if (stands_below_signature(below)) return below.telegram != TelegramLine::kRule;
      if (is_alien(below)) {
        if (ends_for_good(below)) return true;
        continue;
      }
      if (below.page != PageLine::kNone) continue;
      if (below.text.size() >= kProseBytes || looks_like_signature(below.text)) return false;
      ++seen;
    }
    return seen < kLookahead;
  }

  /// Two drafters sign one below the other; what stands below a signature in a <pre> is believed.
  bool may_sign_too(std::size_t i) const noexcept {
    const JudgedLine& line = page_.lines[i];
    const JudgedLine& above = page_.lines[i - 1];
    return line.preformatted || (looks_like_signature(line.text) && !above.blank &&
                                 above.telegram != TelegramLine::kEndMark);
  }

  static constexpr ElementNumber kNone = ~ElementNumber{0};

  const JudgedPage& page_;
  ElementNumber root_;
  TelegramElements elements_;
  ElementNumber skipped_ = kNone;  ///< the box that is being passed over
};

}  // namespace

std::size_t find_cable_end(const JudgedPage& page, const CableSpan& span,
                           TelegramElements telegram_elements) {
  return TailWalk(page, span.root, std::move(telegram_elements)).end_after(span.end, span.limit);
}

}  // namespace cabled
