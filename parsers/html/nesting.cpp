#include "parsers/html/nesting.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "parsers/html/markup.h"
#include "parsers/html/tag_class.h"
#include "parsers/html/tag_walk.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

// How an open element ends.
enum class Ends : std::uint8_t {
  kNotCounted,
  kByItsTag,
  kWithAnother,  ///< where an element around it ends: rt, rp
  kByAnItem,
  kByADescription,
  kByAHeading,
};

// No element at all (comments), void ones, and those that are closed by the next of their kind or
// by their container's end.
constexpr std::array<std::string_view, 31> kUncounted = {
    "",      "a",     "p",     "br",     "td",     "tr",     "th",    "hr",
    "img",   "col",   "wbr",   "nobr",   "area",   "base",   "body",  "form",
    "head",  "html",  "link",  "meta",   "embed",  "input",  "param", "tbody",
    "tfoot", "thead", "frame", "source", "option", "button", "track"};

Ends ends_of(std::string_view name) {
  if (std::ranges::any_of(kUncounted, [&](auto other) { return ascii::iequals(name, other); })) {
    return Ends::kNotCounted;
  }
  const GumboTag tag = html_tag(name);
  if (tag == GUMBO_TAG_RT || tag == GUMBO_TAG_RP) return Ends::kWithAnother;
  switch (class_of(tag)) {
    case TagClass::kListItem:
      return Ends::kByAnItem;
    case TagClass::kDescription:
      return Ends::kByADescription;
    case TagClass::kHeading:
      return Ends::kByAHeading;
    case TagClass::kHeadRaw:
    case TagClass::kRaw:
    case TagClass::kTitle:
    case TagClass::kTextarea:
      return Ends::kNotCounted;  // nothing stands in it but text
    default:
      return Ends::kByItsTag;
  }
}

// The stack of open elements, as far as it can be told from the order of the tags alone.
class OpenCount {
 public:
  void open(Ends ends) {
    const bool closes_last = !open_.empty() && open_.back() == ends && ends > Ends::kWithAnother;
    if (!closes_last) open_.push_back(ends);
  }

  void close(Ends ends) {
    if (ends == Ends::kByItsTag) {
      while (!open_.empty() && open_.back() != Ends::kByItsTag) open_.pop_back();
    } else if (open_.empty() || open_.back() != ends) {
      return;
    }
    if (!open_.empty()) open_.pop_back();
  }

  std::size_t depth() const { return open_.size(); }

 private:
  std::vector<Ends> open_;
};

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

// The short names that no element counted has; most tags of large pages are such.
bool is_short_uncounted(std::string_view name) {
  const auto letter = [name](std::size_t at) { return ascii::to_lower(name[at]); };
  if (name.size() == 1) return letter(0) == 'a' || letter(0) == 'p';
  if (name.size() != 2) return false;
  const char second = letter(1);
  switch (letter(0)) {
    case 'b':
    case 'h':
      return second == 'r';
    case 't':
      return second == 'd' || second == 'r' || second == 'h';
    default:
      return false;
  }
}

// What looks like a start tag of an element that may count, in comments and scripts too: no more
// can be open at once.
std::size_t count_openings(std::string_view html) {
  std::size_t count = 0;
  for (std::size_t at = markup::find_char(html, '<', 0); at < html.size();
       at = markup::find_char(html, '<', at + 1)) {
    const std::string_view name = markup::tag_name(html, at + 1);
    if (!name.empty() && !is_short_uncounted(name)) ++count;
  }
  return count;
}

}  // namespace

bool nests_beyond(std::string_view html, const NestingLimits& limits) {
  // Most pages have too few tags for it, and that is seen ten times faster; nearly all others have
  // too few that could be open at once.
  const std::size_t tags = count_brackets(html);
  if (tags <= limits.depth) return false;
  const std::size_t openings = count_openings(html);
  if (openings <= limits.depth && openings * tags <= limits.steps) return false;
  OpenCount open;
  std::size_t steps = 0;
  TagWalk walk(html);
  while (const auto tag = walk.next()) {
    const Ends ends = ends_of(tag->name);
    if (ends != Ends::kNotCounted) {
      tag->is_end ? open.close(ends) : open.open(ends);
    }
    steps += open.depth();
    if (open.depth() > limits.depth || steps > limits.steps) return true;
  }
  return false;
}

}  // namespace cabled
