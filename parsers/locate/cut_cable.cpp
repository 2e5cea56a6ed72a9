#include "parsers/locate/cut_cable.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "parsers/locate/foreign_boxes.h"
#include "parsers/locate/rejoin_lines.h"
#include "parsers/model/utf8_text.h"

namespace cabled {
namespace {

/// How much of a removed block a report shows.
constexpr std::size_t kReportBytes = 200;

class Cutter {
 public:
  Cutter(const JudgedPage& page, const CableSpan& span,
         const std::unordered_set<ElementNumber>& absent)
      : page_(page),
        span_(span),
        foreign_boxes_(find_foreign_boxes(page, span)),
        absent_(absent.begin(), absent.end()) {}

  CutCable cut() {
    for (std::size_t i = span_.begin; i < span_.end; ++i) {
      const JudgedLine& line = page_.lines[i];
      if (line.blank) {
        ++blanks_;
        continue;
      }
      const std::string_view rule = rule_against(line);
      if (rule.empty()) {
        keep(line);
      } else {
        remove(line, rule);
      }
    }
    cut_.lines = without_paragraph_gaps(std::move(cut_.lines));
    return std::move(cut_);
  }

 private:
  std::string_view rule_against(const JudgedLine& line) const noexcept {
    if (line.furniture) return page_.furniture[line.element];
    if (!foreign_boxes_[line.element].empty()) return foreign_boxes_[line.element];
    if (line.page != PageLine::kNone && is_page_line_here(line)) return removal_rule(line.page);
    return line.linked ? "link_line" : "";
  }

  /// Only what no telegram says is believed to be the page's; labels such as "Share" go when all of
  /// their element is the page's.
  static bool is_page_line_here(const JudgedLine& line) noexcept {
    switch (line.page) {
      case PageLine::kAdvertisement:
      case PageLine::kNewsletter:
      case PageLine::kNotice:
        return true;
      case PageLine::kTeaser:
      case PageLine::kCopyright:
      case PageLine::kIntroduction:
        return !line.preformatted;
      default:
        return false;
    }
  }

  void keep(const JudgedLine& line) {
    if (previous_ != nullptr && parts(*previous_, line)) cut_.lines.emplace_back();
    cut_.lines.push_back(line.text);
    previous_ = &line;
    blanks_ = 0;
    tearing_ = false;
    removing_ = kNobody;
  }

  /// Whether a blank line stands between two lines that are kept.
  bool parts(const JudgedLine& above, const JudgedLine& below) const noexcept {
    if (tearing_) {
      const bool one_block = above.element == below.element;
      return !(one_block ? continues_in_block(above.text, below)
                         : continues_across_box(above.text, below));
    }
    if (is_parted_by_box(above, below) && continues_across_box(above.text, below)) return false;
    return blanks_ > (is_broken_paragraph(above, below) ? 1 : 0);
  }

  /// A box that is gone now made the page close one paragraph and open another.
  bool is_parted_by_box(const JudgedLine& above, const JudgedLine& below) const noexcept {
    const auto box = absent_.upper_bound(above.element);
    return box != absent_.end() && *box < below.element;
  }

  /// <div>s close an open <p>: where one stood amid a paragraph, its lower half has no <p>, and the
  /// margin between the halves is none of the telegram's blank lines.
  bool is_broken_paragraph(const JudgedLine& above, const JudgedLine& below) const noexcept {
    const ElementNumber parent = page_.tree.parent(above.element);
    if (page_.layout.elements[above.element].tag != "p" || below.element != parent) return false;
    const auto box = absent_.upper_bound(above.element);
    return box != absent_.end() && page_.tree.parent(*box) == parent;
  }

  void remove(const JudgedLine& line, std::string_view rule) {
    tearing_ = true;
    const ElementNumber owner = owner_of(line);
    if (owner != removing_ || removing_rule_ != rule) {
      ++cut_.removed[std::string(rule)];
      cut_.removals.push_back({std::string(rule), reported_text(line.text)});
      removing_ = owner;
      removing_rule_ = rule;
    } else if (cut_.removals.back().text.size() < kReportBytes) {
      std::string& text = cut_.removals.back().text;
      text = reported_text(text + '\n' + std::string(line.text));
    }
    if (owner != line.element || line.furniture || !foreign_boxes_[line.element].empty()) {
      cut_.taken_out.insert(owner);
    }
  }

  /// The outermost element that is removed for the line's reason; its own when it goes alone.
  ElementNumber owner_of(const JudgedLine& line) const noexcept {
    const auto& rules = line.furniture ? page_.furniture : foreign_boxes_;
    ElementNumber owner = line.element;
    while (owner != 0 && !rules[owner].empty() && !rules[page_.tree.parent(owner)].empty()) {
      owner = page_.tree.parent(owner);
    }
    return owner;
  }

  static constexpr ElementNumber kNobody = ~ElementNumber{0};

  const JudgedPage& page_;
  const CableSpan& span_;
  std::vector<std::string_view> foreign_boxes_;
  std::set<ElementNumber> absent_;
  CutCable cut_;
  const JudgedLine* previous_ = nullptr;  ///< the last line kept
  int blanks_ = 0;                        ///< blank lines since then
  bool tearing_ = false;                  ///< something was removed since the last line kept
  ElementNumber removing_ = kNobody;
  std::string_view removing_rule_;
};

}  // namespace

std::string reported_text(std::string_view removed) {
  return std::string(removed.substr(0, character_begin(removed, kReportBytes)));
}

CutCable cut_cable(const JudgedPage& page, const CableSpan& span,
                   const std::unordered_set<ElementNumber>& absent) {
  return Cutter(page, span, absent).cut();
}

}  // namespace cabled
