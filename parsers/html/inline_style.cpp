#include "parsers/html/inline_style.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

struct DisplayWord {
  std::string_view word;
  Display display;
};

// CSS Display 3, section 2.8, and the older names that browsers still read.
constexpr auto kDisplayWords = std::to_array<DisplayWord>({
    {"none", Display::kNone},
    {"block", Display::kBlock},
    {"inline", Display::kInline},
    {"inline-block", Display::kInline},
    {"flex", Display::kBlock},
    {"grid", Display::kBlock},
    {"list-item", Display::kBlock},
    {"flow-root", Display::kBlock},
    {"inline-flex", Display::kInline},
    {"inline-grid", Display::kInline},
    {"inline-table", Display::kInline},
    {"contents", Display::kInline},
    {"ruby", Display::kInline},
    {"initial", Display::kInline},
    {"unset", Display::kInline},
    {"table", Display::kBlock},
    {"table-caption", Display::kBlock},
    {"table-row-group", Display::kBlock},
    {"table-header-group", Display::kBlock},
    {"table-footer-group", Display::kBlock},
    {"table-row", Display::kRow},
    {"table-cell", Display::kCell},
    {"table-column", Display::kNone},
    {"table-column-group", Display::kNone},
    {"-webkit-box", Display::kBlock},
    {"-webkit-flex", Display::kBlock},
});

std::optional<Display> display_named(std::string_view value, Display by_tag) {
  const auto* found = std::ranges::find_if(
      kDisplayWords, [&](const DisplayWord& known) { return ascii::iequals(value, known.word); });
  if (found == kDisplayWords.end()) return std::nullopt;
  const bool keeps_kind = by_tag == Display::kParagraph || by_tag == Display::kRow;
  return found->display == Display::kBlock && keeps_kind ? by_tag : found->display;
}

std::optional<WhiteSpace> white_space_named(std::string_view value) {
  const auto is = [&](std::string_view word) { return ascii::iequals(value, word); };
  if (is("pre-line")) return WhiteSpace::kPreLines;
  if (is("pre") || is("pre-wrap") || is("break-spaces")) return WhiteSpace::kPre;
  if (is("normal") || is("nowrap") || is("initial")) return WhiteSpace::kFlow;
  return std::nullopt;
}

std::optional<bool> visibility_named(std::string_view value) {
  if (ascii::iequals(value, "hidden") || ascii::iequals(value, "collapse")) return false;
  if (ascii::iequals(value, "visible") || ascii::iequals(value, "initial")) return true;
  return std::nullopt;
}

// A comment parts what stands around it, as a blank does.
std::string without_comments(std::string_view css) {
  std::string out;
  char quote = '\0';
  for (std::size_t i = 0; i < css.size(); ++i) {
    const char c = css[i];
    if (quote == '\0' && css.substr(i, 2) == "/*") {
      const std::size_t end = css.find("*/", i + 2);
      if (end == std::string_view::npos) break;
      out += ' ';
      i = end + 1;
      continue;
    }
    if (c == '"' || c == '\'') quote = quote == '\0' ? c : (quote == c ? '\0' : quote);
    out += c;
  }
  return out;
}

// Where the declaration at the front of `css` ends.
std::size_t declaration_end(std::string_view css) {
  char quote = '\0';
  std::string closing;  // of the brackets that are open
  for (std::size_t i = 0; i < css.size(); ++i) {
    const char c = css[i];
    if (quote != '\0') {
      if (c == '\\') ++i;
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '(' || c == '[' || c == '{') {
      closing += c == '(' ? ')' : (c == '[' ? ']' : '}');
    } else if (closing.ends_with(c)) {
      closing.pop_back();
    } else if (c == ';' && closing.empty()) {
      return i;
    }
  }
  return css.size();
}

struct Declaration {
  std::string_view property;
  std::string_view value;
  bool important = false;
};

std::optional<Declaration> read_declaration(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  Declaration read{ascii::trim(text.substr(0, colon)), ascii::trim(text.substr(colon + 1))};
  const std::size_t mark = read.value.rfind('!');
  if (mark != std::string_view::npos &&
      ascii::iequals(ascii::trim(read.value.substr(mark + 1)), "important")) {
    read.important = true;
    read.value = ascii::trim(read.value.substr(0, mark));
  }
  return read;
}

// The value of one property, as declarations are read in order.
template <typename Value>
class Cascade {
 public:
  void take(const std::optional<Value>& value, bool important) {
    if (!value || (important_ && !important)) return;
    value_ = value;
    important_ = important;
  }
  const std::optional<Value>& value() const { return value_; }

 private:
  std::optional<Value> value_;
  bool important_ = false;
};

}  // namespace

InlineStyle read_inline_style(std::string_view css, Display by_tag) {
  std::string plain;
  if (css.find("/*") != std::string_view::npos) css = plain = without_comments(css);
  Cascade<Display> display;
  Cascade<WhiteSpace> white_space;
  Cascade<bool> visible;
  while (!css.empty()) {
    const std::size_t end = declaration_end(css);
    const auto read = read_declaration(css.substr(0, end));
    css.remove_prefix(std::min(end + 1, css.size()));
    if (!read) continue;
    if (ascii::iequals(read->property, "display")) {
      display.take(display_named(read->value, by_tag), read->important);
    } else if (ascii::iequals(read->property, "white-space")) {
      white_space.take(white_space_named(read->value), read->important);
    } else if (ascii::iequals(read->property, "visibility")) {
      visible.take(visibility_named(read->value), read->important);
    }
  }
  return {display.value(), white_space.value(), visible.value()};
}

}  // namespace cabled
