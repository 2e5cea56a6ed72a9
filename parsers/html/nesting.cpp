#include "parsers/html/nesting.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

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

// Eight bytes at a time: each byte of `differs` is 0 where a '<' stands, and only there its high
// bit ends up clear.
std::size_t count_brackets(std::string_view html) {
  constexpr std::uint64_t kLowBits = 0x7F7F7F7F7F7F7F7FULL;
  constexpr std::uint64_t kBrackets = 0x0101010101010101ULL * '<';
  std::size_t count = 0;
  std::size_t at = 0;
  for (; at + 8 <= html.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, html.data() + at, 8);
    const std::uint64_t differs = word ^ kBrackets;
    const std::uint64_t high = ((differs & kLowBits) + kLowBits) | differs | kLowBits;
    count += ((~high >> 7U) * 0x0101010101010101ULL) >> 56U;  // adds up the bytes
  }
  const auto* const rest = html.begin() + static_cast<std::ptrdiff_t>(at);
  return count + static_cast<std::size_t>(std::count(rest, html.end(), '<'));
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
