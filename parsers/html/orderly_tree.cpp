#include "parsers/html/orderly_tree.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "parsers/html/markup.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

// Gumbo's time grows with the square of the depth, and hostile pages are its business.
constexpr std::size_t kMaxDepth = 200;

std::size_t leading_space(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && markup::is_space(text[length])) ++length;
  return length;
}

// Whether a page with this doctype has none of the quirks of pages without one. Said only of what
// is common; the standard's list of the others is Gumbo's business.
bool is_modern_doctype(std::string_view text) {
  const std::string name = ascii::lower(ascii::trim(text));
  if (name == "html") return true;
  const bool known = name.starts_with("html public \"-//w3c//dtd xhtml 1.") ||
                     name.starts_with("html public \"-//w3c//dtd html 4.01");
  return known && name.ends_with('"') && std::ranges::count(name, '"') == 4 &&
         name.find("\"http://www.w3.org/tr/") != std::string::npos;
}

}  // namespace

bool OrderlyTree::doctype(std::string_view text) {
  if (phase_ != Phase::kInitial || had_doctype_ || !open_.empty()) return false;
  had_doctype_ = true;
  quirks_ = is_modern_doctype(text) ? Quirks::kNo : Quirks::kUnknown;
  return true;
}

bool OrderlyTree::start_tag(GumboTag tag, const LayoutAttributes& attributes) {
  drops_line_end_ = false;
  if (open_.size() > kMaxDepth || class_of(tag) == TagClass::kUnsure) return false;
  if (phase_ != Phase::kInBody) return start_before_body(tag, attributes);
  return start_in_body(tag, attributes);
}

bool OrderlyTree::end_tag(GumboTag tag) {
  drops_line_end_ = false;
  if (class_of(tag) == TagClass::kUnsure) return false;
  if (phase_ != Phase::kInBody) return end_before_body(tag);
  // What follows them goes into the body all the same.
  if (tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_HTML) return true;
  if (is_in_select()) return end_in_select(tag);
  return is_in_table() ? end_in_table(tag) : end_flow(tag);
}

bool OrderlyTree::text(std::string_view text) {
  if (drops_line_end_ && text.starts_with('\n')) text.remove_prefix(1);
  drops_line_end_ = false;
  if (phase_ != Phase::kInBody) {
    const std::size_t space = leading_space(text);
    if (space > 0 && phase_ == Phase::kAfterHead) page_.text(text.substr(0, space));
    text.remove_prefix(space);
    if (!text.empty() && !to_body()) return false;
  }
  if (text.empty()) return true;
  if (is_in_table() && leading_space(text) != text.size()) return false;
  page_.text(text);
  return true;
}

bool OrderlyTree::finish() {
  if (phase_ != Phase::kInBody) return false;
  while (!open_.empty()) close();
  return true;
}

void OrderlyTree::open(GumboTag tag, const LayoutAttributes& attributes) {
  page_.open(tag, attributes);
  open_.push(tag);
}

void OrderlyTree::add_void(GumboTag tag, const LayoutAttributes& attributes) {
  page_.open(tag, attributes);
  page_.close();
}

void OrderlyTree::close() {
  page_.close();
  open_.pop();
}

// Closes the element at `index` and all above it.
void OrderlyTree::close_to(std::size_t index) {
  while (open_.size() > index) close();
}

// The current node is a part of a table in which no text may stand.
bool OrderlyTree::is_in_table() const noexcept {
  switch (open_.current_class()) {
    case TagClass::kTable:
    case TagClass::kTableBody:
    case TagClass::kTableRow:
    case TagClass::kColumnGroup:
      return true;
    default:
      return false;
  }
}

bool OrderlyTree::is_in_select() const noexcept {
  switch (open_.current_class()) {
    case TagClass::kSelect:
    case TagClass::kOption:
    case TagClass::kOptgroup:
      return true;
    default:
      return false;
  }
}

}  // namespace cabled
