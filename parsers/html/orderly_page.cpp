#include "parsers/html/orderly_page.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "parsers/html/certain_text.h"
#include "parsers/html/markup.h"
#include "parsers/html/orderly_tree.h"
#include "parsers/html/tag_class.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

// Pages at the limits of what Gumbo may spend on them must get the same verdict by both ways: what
// it refuses is larger, or has more attributes.
constexpr std::size_t kMaxBytes = std::size_t{1} << 20U;
constexpr int kMaxAttributes = 64;

struct ReadTag {
  LayoutAttributes attributes;
  std::size_t end;  // just past it
};

class OrderlyReader {
 public:
  explicit OrderlyReader(std::string_view html) : html_(html) {}

  std::optional<FlatDocument> read() {
    while (at_ < html_.size()) {
      if (!step()) return std::nullopt;
    }
    if (!tree_.finish()) return std::nullopt;
    return FlatDocument{std::move(tree_).take(), std::move(decoded_)};
  }

 private:
  bool step() {
    if (html_[at_] != '<') return text_to(markup::find_char(html_, '<', at_));
    const char next = at_ + 1 < html_.size() ? html_[at_ + 1] : '\0';
    if (ascii::is_alpha(next)) return start_tag();
    if (next == '/') return end_tag();
    if (next == '!' || next == '?') return declaration();
    return text_to(at_ + 1);
  }

  bool text_to(std::size_t end) {
    const std::string_view run = html_.substr(at_, end - at_);
    at_ = end;
    auto certain = certain_text(run);
    if (!certain) return false;
    if (certain->same) return tree_.text(run);
    decoded_.push_back(std::move(certain->decoded));
    return tree_.text(decoded_.back());
  }

  // Comments, the doctype, and what is read as a comment: "<?xml …>", "<![endif]>".
  bool declaration() {
    const std::string_view rest = html_.substr(at_);
    if (rest.starts_with("<!--")) {
      at_ = markup::comment_end(html_, at_);
      tree_.comment();
      return at_ < html_.size();
    }
    const std::size_t end = markup::find_char(html_, '>', at_);
    if (end == html_.size()) return false;
    constexpr std::string_view kDoctype = "<!doctype";
    const bool is_doctype = ascii::istarts_with(rest, kDoctype);
    const std::string_view text = html_.substr(at_, end - at_);
    at_ = end + 1;
    if (is_doctype) return tree_.doctype(text.substr(kDoctype.size()));
    tree_.comment();
    return true;
  }

  bool end_tag() {
    const std::string_view name = markup::tag_name(html_, at_ + 2);
    if (name.empty()) return false;
    const std::size_t start = at_;
    at_ = markup::tag_end(html_, at_ + 2 + name.size());
    return is_closed(start, at_) && tree_.end_tag(html_tag(name));
  }

  bool start_tag() {
    const std::string_view name = markup::tag_name(html_, at_ + 1);
    const GumboTag tag = html_tag(name);
    const auto read = read_attributes(at_ + 1 + name.size());
    if (!read || !tree_.start_tag(tag, read->attributes)) return false;
    at_ = read->end;
    switch (class_of(tag)) {
      case TagClass::kHeadRaw:
        return tag == GUMBO_TAG_SCRIPT ? skip_to(markup::script_end(html_, at_))
                                       : skip_to(markup::raw_text_end(html_, at_, name));
      case TagClass::kRaw:
      case TagClass::kTitle:
        return skip_to(markup::raw_text_end(html_, at_, name));
      case TagClass::kTextarea:
        return text_of_textarea(name);
      default:
        return true;
    }
  }

  // Whether a tag ends at its '>', and not with the page amid a value that holds one.
  bool is_closed(std::size_t start, std::size_t end) const {
    if (html_[end - 1] != '>') return false;
    return end < html_.size() ||
           html_.substr(start, end - start).find('=') == std::string_view::npos;
  }

  // Passes over raw text and the end tag that begins at `end_tag`.
  bool skip_to(std::size_t end_tag) {
    if (end_tag == html_.size()) return false;
    const std::string_view name = markup::tag_name(html_, end_tag + 2);
    at_ = markup::tag_end(html_, end_tag + 2 + name.size());
    return is_closed(end_tag, at_);
  }

  bool text_of_textarea(std::string_view name) {
    const std::size_t end = markup::raw_text_end(html_, at_, name);
    if (end == html_.size()) return false;
    return (end == at_ || text_to(end)) && tree_.end_tag(GUMBO_TAG_TEXTAREA) && skip_to(end);
  }

  std::optional<ReadTag> read_attributes(std::size_t after_name) const {
    ReadTag tag{{}, 0};
    markup::AttributeReader reader(html_, after_name);
    int count = 0;
    while (const auto attribute = reader.next()) {
      if (++count > kMaxAttributes) return std::nullopt;
      if (!take(*attribute, tag.attributes)) return std::nullopt;
    }
    tag.end = reader.end();
    if (!is_closed(after_name, tag.end)) return std::nullopt;
    return tag;
  }

  // Of two attributes with one name the first counts.
  static bool take(const markup::Attribute& attribute, LayoutAttributes& attributes) {
    constexpr std::size_t kLongestName = 6;
    if (attribute.name.size() > kLongestName || attribute.name.size() < 2) return true;
    std::array<char, kLongestName> lower{};
    std::ranges::transform(attribute.name, lower.begin(), ascii::to_lower);
    auto* field = field_of(attributes, {lower.data(), attribute.name.size()});
    if (field == nullptr || *field) return true;
    *field = attribute.value;
    if (field == &attributes.href) return true;
    return std::ranges::none_of(
        attribute.value, [](char c) { return c == '&' || static_cast<unsigned char>(c) >= 0x80; });
  }

  std::string_view html_;
  std::size_t at_ = 0;
  OrderlyTree tree_;
  std::list<std::string> decoded_;
};

}  // namespace

std::optional<FlatDocument> read_orderly_page(std::string_view utf8) {
  if (utf8.size() > kMaxBytes) return std::nullopt;
  return OrderlyReader(utf8).read();
}

}  // namespace cabled
