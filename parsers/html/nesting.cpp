#include "parsers/html/nesting.h"

#include <algorithm>
#include <array>

#include "parsers/html/markup.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

// Void elements, and those that are closed by the next of their kind or by their container's end.
constexpr std::array<std::string_view, 40> kUncounted = {
    "a",     "p",     "br",    "li",    "td",    "tr",    "th",    "dt",     "dd",     "hr",
    "h1",    "h2",    "h3",    "h4",    "h5",    "h6",    "rp",    "rt",     "img",    "col",
    "wbr",   "nobr",  "area",  "base",  "body",  "form",  "head",  "html",   "link",   "meta",
    "embed", "input", "param", "tbody", "tfoot", "thead", "frame", "source", "option", "button"};

bool is_counted(std::string_view name) {
  return std::ranges::none_of(kUncounted,
                              [&](std::string_view other) { return ascii::iequals(name, other); });
}

// By blocks of a length that is known, whose count fits a byte: the compiler makes vectors of it.
std::size_t count_brackets(std::string_view html) {
  constexpr std::size_t kCountedBytes = 64;
  std::size_t count = 0;
  for (; html.size() >= kCountedBytes; html.remove_prefix(kCountedBytes)) {
    unsigned char in_block = 0;
    for (std::size_t i = 0; i < kCountedBytes; ++i) {
      in_block = static_cast<unsigned char>(in_block + (html.data()[i] == '<' ? 1 : 0));
    }
    count += in_block;
  }
  return count + static_cast<std::size_t>(std::ranges::count(html, '<'));
}

}  // namespace

bool nests_deeper_than(std::string_view html, std::size_t limit) {
  // Most pages have too few tags for it, and that is seen ten times faster.
  if (count_brackets(html) <= limit) return false;
  std::size_t depth = 0;
  std::size_t at = 0;
  while ((at = markup::find_char(html, '<', at)) < html.size()) {
    ++at;
    const bool is_end = at < html.size() && html[at] == '/';
    const std::string_view name = markup::tag_name(html, is_end ? at + 1 : at);
    at += name.size();  // or "<a<a<a…", which is one long name, would be read again and again
    if (name.empty() || !is_counted(name)) continue;
    if (!is_end) {
      if (++depth > limit) return true;
    } else if (depth > 0) {
      --depth;
    }
  }
  return false;
}

}  // namespace cabled
