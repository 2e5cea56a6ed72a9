#include "parsers/locate/judged_page.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "parsers/locate/furniture.h"
#include "parsers/model/ascii.h"
#include "parsers/telegram/plain_characters.h"

namespace cabled {
namespace {

/// A web or mail address, or a list of TAGS: links that belong to the telegram.
bool is_telegram_link(std::string_view text) noexcept {
  text = ascii::trim(text);
  if (text.find("://") != std::string_view::npos || text.starts_with("www.")) return true;
  if (text.find('@') != std::string_view::npos) return true;
  bool in_word = false;
  std::size_t word = 0;
  for (const char c : text) {
    if (ascii::is_lower(c)) return false;
    in_word = ascii::is_upper(c);
    word = in_word ? word + 1 : 0;
    if (word > 12) return false;
  }
  return text.size() <= 80;
}

/// Whether so much of the line is link that its words are somebody's headline.
bool is_linked(const LayoutLine& line) noexcept {
  return line.link_bytes > 3 && std::size_t{5} * line.link_bytes >= line.text.size() * 3 &&
         !is_telegram_link(line.text);
}

/// Soft hyphens and blanks without width: an editor's, amid the words of any line.
bool has_invisible(std::string_view text) noexcept {
  return text.find("\u00AD") != std::string_view::npos ||
         text.find("\xE2\x80\x8B") != std::string_view::npos ||
         text.find("\u2060") != std::string_view::npos ||
         text.find("\uFEFF") != std::string_view::npos;
}

TelegramLine telegram_line_of(std::string_view text) {
  const bool ascii_alone =
      !ascii::any_byte(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  if (ascii_alone || !has_invisible(text)) return classify_telegram_line(text);
  return classify_telegram_line(plain_characters(text));
}

JudgedLine judge_line(const LayoutLine& line) {
  const std::string_view text = ascii::trim(line.text);
  const bool blank = text.empty();
  return {.text = line.text,
          .element = line.element,
          .telegram = blank ? TelegramLine::kNone : telegram_line_of(text),
          .page = blank ? PageLine::kNone : classify_page_line(text),
          .blank = blank,
          .preformatted = line.preformatted,
          .linked = !line.preformatted && is_linked(line),
          .furniture = false};
}

/// Furniture by tag and class, but for elements that hold a real share of the page's telegram: some
/// sites wrap the whole page in a <form>, or call their main column "comment".
std::vector<std::string_view> find_furniture(const Layout& layout, const ElementTree& tree,
                                             const std::vector<JudgedLine>& lines) {
  std::vector<int> weights(tree.size());
  for (const JudgedLine& line : lines) {
    const int strength = telegram_strength(line.telegram);
    if (strength >= 2) weights[line.element] += strength;
  }
  weights = tree.sum_up(std::move(weights));
  std::vector<std::string_view> furniture(tree.size());
  for (std::size_t i = 1; i < furniture.size(); ++i) {
    furniture[i] = furniture[tree.parent(static_cast<ElementNumber>(i))];
    if (!furniture[i].empty() || weights[i] * 5 > weights[0]) continue;
    furniture[i] = furniture_rule(layout.elements[i]);
  }
  return furniture;
}

// `judge` judges one line of the layout.
template <typename Judge>
JudgedPage judge_lines(const Layout& layout, Judge judge) {
  JudgedPage page{layout, ElementTree(layout.elements), {}, {}};
  page.lines.reserve(layout.lines.size());
  for (const LayoutLine& line : layout.lines) page.lines.push_back(judge(line));
  page.furniture = find_furniture(layout, page.tree, page.lines);
  for (JudgedLine& line : page.lines) line.furniture = !page.furniture[line.element].empty();
  return page;
}

/// Finds lines of a page again, in their order.
class KnownLines {
 public:
  explicit KnownLines(const std::vector<JudgedLine>& lines) : lines_(lines) {}

  /// Null when `text` is not among the lines that follow the one found last.
  const JudgedLine* find(std::string_view text) {
    const std::size_t end = std::min(next_ + kLookedThrough, lines_.size());
    for (std::size_t i = next_; i < end; ++i) {
      if (lines_[i].text != text) continue;
      next_ = i + 1;
      return &lines_[i];
    }
    return nullptr;
  }

 private:
  // What is left out is seldom longer: an advertisement with its marks.
  static constexpr std::size_t kLookedThrough = 16;

  const std::vector<JudgedLine>& lines_;
  std::size_t next_ = 0;
};

}  // namespace

JudgedPage judge_page(const Layout& layout) { return judge_lines(layout, judge_line); }

JudgedPage judge_page_again(const Layout& layout, const JudgedPage& before) {
  return judge_lines(layout, [known = KnownLines(before.lines)](const LayoutLine& line) mutable {
    const JudgedLine* const same = known.find(line.text);
    if (same == nullptr) return judge_line(line);
    JudgedLine again = *same;
    again.text = line.text;
    again.element = line.element;
    again.preformatted = line.preformatted;
    again.linked = !line.preformatted && is_linked(line);
    return again;
  });
}

std::string form_of(const LayoutElement& element) {
  std::string style(element.tag);
  style += ' ';
  std::ranges::remove_copy_if(element.hints, std::back_inserter(style), ascii::is_digit);
  return style;
}

bool is_heading_line(const JudgedPage& page, const JudgedLine& line) noexcept {
  const std::string_view tag = page.layout.elements[line.element].tag;
  return tag.size() == 2 && tag[0] == 'h' && ascii::is_digit(tag[1]);
}

}  // namespace cabled
