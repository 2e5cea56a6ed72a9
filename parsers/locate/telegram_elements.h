#pragma once

#include <set>
#include <string>
#include <vector>

#include "parsers/locate/judged_page.h"

namespace cabled {

/// The part of a page that a telegram has been seen to stand on: which elements hold its lines, and
/// of which forms they are.
class TelegramElements {
 public:
  explicit TelegramElements(const JudgedPage& page) : page_(page), holds_(page.tree.size()) {}

  void add(const JudgedLine& line) {
    if (line.element == last_) return;
    last_ = line.element;
    forms_.insert(form_of(page_.layout.elements[line.element]));
    for (ElementNumber e = line.element; !holds_[e]; e = page_.tree.parent(e)) {
      holds_[e] = true;
      const LayoutElement& element = page_.layout.elements[e];
      if (!element.hints.empty()) part_forms_.insert(form_of(element));
      if (e == 0) break;
    }
  }

  /// Whether the line's element has the tag and the classes of one that holds telegram.
  bool knows_form(const JudgedLine& line) const {
    return line.element == last_ || forms_.contains(form_of(page_.layout.elements[line.element]));
  }

  /// The outermost block around the line that holds no line of the telegram; the line's own
  /// element when that holds some. Inline elements are looked through: lines belong to blocks.
  ElementNumber box_around(const JudgedLine& line) const {
    ElementNumber box = line.element;
    for (ElementNumber e = box; e != 0 && !holds_[e]; e = page_.tree.parent(e)) {
      if (is_part(page_.layout.elements[e])) break;
      if (page_.layout.elements[e].block) box = e;
    }
    return box;
  }

  /// Whether the element is a further one of those that hold telegram: the next <div class=page>.
  bool is_part(const LayoutElement& element) const {
    return !element.hints.empty() && part_forms_.contains(form_of(element));
  }

  bool holds_telegram(ElementNumber element) const { return holds_[element]; }

 private:
  const JudgedPage& page_;
  std::vector<bool> holds_;
  std::set<std::string> forms_;       ///< of the elements that hold lines
  std::set<std::string> part_forms_;  ///< of those and all around them, as far as they have classes
  ElementNumber last_ = ~ElementNumber{0};
};

}  // namespace cabled
