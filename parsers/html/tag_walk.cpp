#include "parsers/html/tag_walk.h"

#include <gumbo.h>

#include <algorithm>

#include "parsers/html/markup.h"
#include "parsers/html/tag_class.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

std::size_t raw_end(std::string_view html, std::size_t from, std::string_view name) {
  const GumboTag tag = html_tag(name);
  if (tag == GUMBO_TAG_SCRIPT) return markup::script_end(html, from);
  if (tag == GUMBO_TAG_PLAINTEXT) return html.size();
  switch (class_of(tag)) {
    case TagClass::kHeadRaw:
    case TagClass::kRaw:
    case TagClass::kTitle:
    case TagClass::kTextarea:
      return markup::raw_text_end(html, from, name);
    default:
      return tag == GUMBO_TAG_XMP ? markup::raw_text_end(html, from, name) : from;
  }
}

}  // namespace

std::optional<TagInPage> TagWalk::next() {
  while ((at_ = markup::find_char(html_, '<', at_)) < html_.size()) {
    const char follows = at_ + 1 < html_.size() ? html_[at_ + 1] : '\0';
    const std::size_t begin = at_;
    if (html_.substr(at_, 4) == "<!--") {
      at_ = markup::comment_end(html_, at_);
      return TagInPage{begin, at_, {}, false, at_};
    }
    const bool is_end = follows == '/';
    const std::string_view name = markup::tag_name(html_, at_ + (is_end ? 2 : 1));
    if (!name.empty()) {
      TagInPage tag{at_, 0, name, is_end, 0};
      tag.end = markup::tag_end(html_, at_ + (is_end ? 2 : 1) + name.size());
      tag.raw_end = is_end ? tag.end : raw_end(html_, tag.end, name);
      at_ = tag.raw_end;
      return tag;
    }
    // "<!doctype …>", "<?xml …>" and "</ …>" end at their '>'; any other '<' is text.
    const bool is_declaration = is_end || follows == '!' || follows == '?';
    if (!is_declaration) {
      ++at_;
      continue;
    }
    at_ = std::min(markup::find_char(html_, '>', at_) + 1, html_.size());
    return TagInPage{begin, at_, {}, false, at_};
  }
  return std::nullopt;
}

}  // namespace cabled
