#include "parsers/html/nesting.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

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
  const GumboTag tag = gumbo_tagn_enum(name.data(), static_cast<unsigned>(name.size()));
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

}  // namespace

bool nests_beyond(std::string_view html, const NestingLimits& limits) {
  // Most pages have too few tags for it, and that is seen ten times faster.
  if (count_brackets(html) <= limits.depth) return false;
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
