#include "parsers/html/links.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "parsers/html/entities.h"
#include "parsers/html/markup.h"
#include "parsers/html/query_charset.h"
#include "parsers/html/refresh.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

enum class Tag : std::uint8_t {
  kOther,
  kAnchor,  // <area> as well
  kLink,
  kFrame,
  kInlineFrame,
  kBase,
  kMeta,
  kScript,
  kRawText,
};

struct NamedTag {
  std::string_view name;
  Tag tag;
};

constexpr std::array<NamedTag, 14> kTagNames = {{{"a", Tag::kAnchor},
                                                 {"area", Tag::kAnchor},
                                                 {"link", Tag::kLink},
                                                 {"iframe", Tag::kInlineFrame},
                                                 {"frame", Tag::kFrame},
                                                 {"base", Tag::kBase},
                                                 {"meta", Tag::kMeta},
                                                 {"script", Tag::kScript},
                                                 {"style", Tag::kRawText},
                                                 {"title", Tag::kRawText},
                                                 {"textarea", Tag::kRawText},
                                                 {"xmp", Tag::kRawText},
                                                 {"noembed", Tag::kRawText},
                                                 {"template", Tag::kRawText}}};

Tag tag_of(std::string_view name) {
  static constexpr std::string_view kInitials = "alifbmstxnALIFBMSTXN";
  if (kInitials.find(name.front()) == std::string_view::npos) return Tag::kOther;
  for (const NamedTag& named : kTagNames) {
    if (ascii::iequals(named.name, name)) return named.tag;
  }
  return Tag::kOther;
}

// URLs lose line ends and tabs inside them, as browsers do (URL standard, 4.4).
std::string url_of(std::string_view value) {
  std::string url = decode_entities(ascii::trim(value), EntityPlace::kAttribute);
  std::erase_if(url, [](char c) { return c == '\n' || c == '\r' || c == '\t'; });
  return url;
}

bool has_word(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const auto* const end = std::ranges::find_if(list, ascii::is_space);
    const auto length = static_cast<std::size_t>(end - list.begin());
    if (ascii::iequals(list.substr(0, length), word)) return true;
    list.remove_prefix(std::min(length + 1, list.size()));
  }
  return false;
}

bool is_followed_rel(std::string_view rel) {
  return has_word(rel, "next") || has_word(rel, "amphtml") || has_word(rel, "canonical") ||
         has_word(rel, "alternate");
}

// The attributes that links are made of; of two with one name the first counts.
struct LinkAttributes {
  std::optional<std::string_view> href;
  std::optional<std::string_view> src;
  std::optional<std::string_view> rel;
  std::optional<std::string_view> http_equiv;
  std::optional<std::string_view> content;

  void take(const markup::Attribute& attribute) {
    std::optional<std::string_view>* field = field_of(attribute.name);
    if (field != nullptr && !*field) *field = attribute.value;
  }

 private:
  std::optional<std::string_view>* field_of(std::string_view name) {
    if (ascii::iequals(name, "href")) return &href;
    if (ascii::iequals(name, "src")) return &src;
    if (ascii::iequals(name, "rel")) return &rel;
    if (ascii::iequals(name, "http-equiv")) return &http_equiv;
    if (ascii::iequals(name, "content")) return &content;
    return nullptr;
  }
};

class LinkFinder {
 public:
  LinkFinder(std::string_view html, std::string_view charset) : html_(html), charset_(charset) {}

  PageLinks find() {
    while (true) {
      const std::size_t begin = at_;
      at_ = markup::find_char(html_, '<', at_);
      if (begin >= instead_of_frame_) note_text(html_.substr(begin, at_ - begin));
      if (at_ == html_.size()) return std::move(page_);
      step();
    }
  }

 private:
  void note_text(std::string_view text) {
    if (!page_.has_text) page_.has_text = !std::ranges::all_of(text, ascii::is_space);
  }

  void step() {
    const char next = at_ + 1 < html_.size() ? html_[at_ + 1] : '\0';
    if (ascii::is_alpha(next)) {
      start_tag();
    } else if (next == '/') {
      end_tag();
    } else if (next == '!' && html_.substr(at_, 4) == "<!--") {
      at_ = markup::comment_end(html_, at_);
    } else if (next == '!' || next == '?') {
      at_ = std::min(markup::find_char(html_, '>', at_) + 1, html_.size());
    } else {
      ++at_;
    }
  }

  void end_tag() {
    const std::string_view name = markup::tag_name(html_, at_ + 2);
    at_ = name.empty() ? std::min(markup::find_char(html_, '>', at_) + 1, html_.size())
                       : markup::tag_end(html_, at_ + 2 + name.size());
  }

  void start_tag() {
    const std::string_view name = markup::tag_name(html_, at_ + 1);
    const std::size_t after_name = at_ + 1 + name.size();
    const Tag tag = tag_of(name);
    switch (tag) {
      case Tag::kOther:
        at_ = markup::tag_end(html_, after_name);
        return;
      case Tag::kScript:
        at_ = markup::script_end(html_, markup::tag_end(html_, after_name));
        return;
      case Tag::kRawText:
        at_ = markup::raw_text_end(html_, markup::tag_end(html_, after_name), name);
        return;
      default:
        read_tag(tag, after_name);
    }
  }

  void read_tag(Tag tag, std::size_t after_name) {
    LinkAttributes attributes;
    markup::AttributeReader reader(html_, after_name);
    while (const auto attribute = reader.next()) attributes.take(*attribute);
    at_ = reader.end();
    if (html_[at_ - 1] != '>') return;  // the page ends in the middle of the tag: it is none
    use(tag, attributes);
  }

  void use(Tag tag, const LinkAttributes& attributes) {
    if (tag == Tag::kAnchor) {
      add(attributes.href);
    } else if (tag == Tag::kFrame) {
      add_frame(attributes.src, page_.frames);
    } else if (tag == Tag::kInlineFrame) {
      add_frame(attributes.src, page_.iframes);
      skip_text_instead_of_frame();
    } else if (tag == Tag::kLink && is_followed_rel(attributes.rel.value_or(""))) {
      add(attributes.href);
    } else if (tag == Tag::kBase && page_.base_href.empty() && attributes.href) {
      page_.base_href = written_url(*attributes.href);
    } else if (tag == Tag::kMeta && ascii::iequals(attributes.http_equiv.value_or(""), "refresh")) {
      use_refresh(attributes.content.value_or(""));
    }
  }

  void use_refresh(std::string_view content) {
    const std::string decoded = written_url(content);
    const auto refresh = read_refresh(decoded);
    if (!refresh || refresh->url.empty()) return;
    page_.urls.emplace_back(refresh->url);
    if (page_.refresh.empty()) page_.refresh = decoded;
  }

  std::string written_url(std::string_view value) const {
    return with_query_in_charset(url_of(value), charset_);
  }

  void add(std::optional<std::string_view> href) {
    std::string url = written_url(href.value_or(""));
    if (!url.empty()) page_.urls.push_back(std::move(url));
  }

  void add_frame(std::optional<std::string_view> src, std::vector<std::string>& frames) {
    add(src);
    if (!url_of(src.value_or("")).empty()) frames.push_back(page_.urls.back());
  }

  /// What stands in the element is for browsers without frames.
  void skip_text_instead_of_frame() {
    if (at_ >= instead_of_frame_) {
      instead_of_frame_ = markup::raw_text_end(html_, at_, "iframe");
    }
  }

  std::string_view html_;
  std::string_view charset_;
  std::size_t instead_of_frame_ = 0;  ///< where the text in the last <iframe> ends
  std::size_t at_ = 0;
  PageLinks page_;
};

}  // namespace

PageLinks find_links(std::string_view utf8, std::string_view charset) {
  return LinkFinder(utf8, charset).find();
}

}  // namespace cabled
