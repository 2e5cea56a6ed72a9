#include "parsers/html/prescan.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "parsers/html/markup.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

enum class Content : std::uint8_t {
  kOrdinary,
  kScript,     // cut
  kUnseenRaw,  // raw text: cut
  kSeenRaw,    // raw text that is shown or named: copied as it is
  kTemplate,   // cut when it closes
  kSvg,        // cut when it is only svg
  kPlaintext,  // the rest of the page is text
};

struct Named {
  std::string_view name;
  Content content;
};

constexpr std::array<Named, 13> kNames = {{{"script", Content::kScript},
                                           {"style", Content::kUnseenRaw},
                                           {"noscript", Content::kUnseenRaw},
                                           {"iframe", Content::kUnseenRaw},
                                           {"noembed", Content::kUnseenRaw},
                                           {"noframes", Content::kUnseenRaw},
                                           {"title", Content::kSeenRaw},
                                           {"textarea", Content::kSeenRaw},
                                           {"xmp", Content::kSeenRaw},
                                           {"template", Content::kTemplate},
                                           {"svg", Content::kSvg},
                                           {"plaintext", Content::kPlaintext},
                                           {"", Content::kOrdinary}}};

Content content_of(std::string_view name) {
  // The letters that the names above begin with; most tags end here.
  static constexpr std::string_view kInitials = "sniStNIxXpPT";
  if (name.size() < 3 || kInitials.find(name.front()) == std::string_view::npos) {
    return Content::kOrdinary;
  }
  for (const Named& named : kNames) {
    if (ascii::iequals(named.name, name)) return named.content;
  }
  return Content::kOrdinary;
}

// The start tags that end an svg image and go on as HTML (HTML standard, 13.2.6.5), or whose
// content is HTML. An image with one of them is left to the parser.
constexpr std::array<std::string_view, 47> kNotSvg = {"b",          "big",
                                                      "blockquote", "body",
                                                      "br",         "center",
                                                      "code",       "dd",
                                                      "div",        "dl",
                                                      "dt",         "em",
                                                      "embed",      "h1",
                                                      "h2",         "h3",
                                                      "h4",         "h5",
                                                      "h6",         "head",
                                                      "hr",         "i",
                                                      "img",        "li",
                                                      "menu",       "meta",
                                                      "nobr",       "ol",
                                                      "p",          "pre",
                                                      "ruby",       "s",
                                                      "small",      "span",
                                                      "strong",     "strike",
                                                      "sub",        "sup",
                                                      "table",      "tt",
                                                      "u",          "ul",
                                                      "var",        "font",
                                                      "listing",    "foreignobject",
                                                      "math"};

bool is_svg_only(std::string_view name) {
  return std::ranges::none_of(kNotSvg,
                              [&](std::string_view other) { return ascii::iequals(name, other); });
}

// A search for the end of an element that may hold others of its name.
struct Search {
  std::size_t end;  // just past the end tag, or where the search was given up
  bool found;
};

bool is_self_closing(std::string_view html, std::size_t end) {
  return end >= 2 && html.substr(end - 2, 2) == "/>";
}

Search find_svg_end(std::string_view html, std::size_t from) {
  std::size_t depth = 1;
  std::size_t at = from;
  while ((at = markup::find_char(html, '<', at)) < html.size()) {
    const std::string_view rest = html.substr(at);
    if (rest.starts_with("<!--")) {
      at = markup::comment_end(html, at);
      continue;
    }
    if (rest.starts_with("<!") || rest.starts_with("<?")) return {at, false};
    const bool is_end = rest.starts_with("</");
    const std::size_t name_at = at + (is_end ? 2 : 1);
    const std::string_view name = markup::tag_name(html, name_at);
    if (!is_svg_only(name) || (is_end && name.empty())) return {at, false};
    at = name.empty() ? at + 1 : markup::tag_end(html, name_at + name.size());
    if (!ascii::iequals(name, "svg")) continue;
    if (is_end) {
      if (--depth == 0) return {at, true};
    } else if (!is_self_closing(html, at)) {
      ++depth;
    }
  }
  return {html.size(), false};
}

Search find_template_end(std::string_view html, std::size_t from) {
  std::size_t depth = 1;
  std::size_t at = from;
  while ((at = markup::find_char(html, '<', at)) < html.size()) {
    const std::string_view rest = html.substr(at);
    if (rest.starts_with("<!--")) {
      at = markup::comment_end(html, at);
      continue;
    }
    const bool is_end = rest.starts_with("</");
    const std::size_t name_at = at + (is_end ? 2 : 1);
    const std::string_view name = markup::tag_name(html, name_at);
    at = name.empty() ? at + 1 : markup::tag_end(html, name_at + name.size());
    switch (content_of(name)) {
      case Content::kTemplate:
        depth = is_end ? depth - 1 : depth + 1;
        if (depth == 0) return {at, true};
        break;
      case Content::kScript:
        if (!is_end) at = markup::script_end(html, at);
        break;
      case Content::kUnseenRaw:
      case Content::kSeenRaw:
        if (!is_end) at = markup::raw_text_end(html, at, name);
        break;
      case Content::kPlaintext:
        return {at, false};
      case Content::kSvg:
      case Content::kOrdinary:
        break;
    }
  }
  return {html.size(), false};
}

class Stripper {
 public:
  explicit Stripper(std::string_view html) : html_(html) { out_.reserve(html.size()); }

  std::string strip() {
    while ((at_ = markup::find_char(html_, '<', at_)) < html_.size()) step();
    out_ += html_.substr(copied_);
    return std::move(out_);
  }

 private:
  void step() {
    const char next = at_ + 1 < html_.size() ? html_[at_ + 1] : '\0';
    if (ascii::is_alpha(next)) {
      start_tag();
    } else if (next == '!' && html_.substr(at_, 4) == "<!--") {
      cut_to(markup::comment_end(html_, at_));
    } else if (next == '/' || next == '!' || next == '?') {
      other_tag();
    } else {
      ++at_;
    }
  }

  // End tags may have attributes, which are read and forgotten; "<!x" and "<?x" end at the first
  // '>'.
  void other_tag() {
    const std::string_view name = markup::tag_name(html_, at_ + 2);
    const bool is_end = html_[at_ + 1] == '/' && !name.empty();
    at_ = is_end ? markup::tag_end(html_, at_ + 2 + name.size())
                 : markup::find_char(html_, '>', at_ + 2);
  }

  void start_tag() {
    const std::string_view name = markup::tag_name(html_, at_ + 1);
    const std::size_t body = markup::tag_end(html_, at_ + 1 + name.size());
    switch (content_of(name)) {
      case Content::kOrdinary:
        at_ = body;
        break;
      case Content::kScript:
        cut_element(markup::script_end(html_, body));
        break;
      case Content::kUnseenRaw:
        cut_element(markup::raw_text_end(html_, body, name));
        break;
      case Content::kSeenRaw:
        at_ = markup::raw_text_end(html_, body, name);
        break;
      case Content::kTemplate:
        cut_nested(body, find_template_end);
        break;
      case Content::kSvg:
        if (is_self_closing(html_, body)) {
          at_ = body;
        } else {
          cut_nested(body, find_svg_end);
        }
        break;
      case Content::kPlaintext:
        at_ = html_.size();
        break;
    }
  }

  // Once a search was given up, none is begun before that place: else nested open elements would
  // each search the rest of the page.
  void cut_nested(std::size_t body, Search (*find_end)(std::string_view, std::size_t)) {
    if (body >= search_again_) {
      const Search search = find_end(html_, body);
      if (search.found) {
        cut_to(search.end);
        return;
      }
      search_again_ = search.end;
    }
    at_ = body;
  }

  // Cuts up to and with the end tag that begins at `end_tag`.
  void cut_element(std::size_t end_tag) {
    cut_to(end_tag == html_.size() ? end_tag : markup::find_char(html_, '>', end_tag) + 1);
  }

  void cut_to(std::size_t end) {
    out_ += html_.substr(copied_, at_ - copied_);
    // What stood on both sides must not grow together into a tag or a character reference, nor may
    // a line end come to stand right behind <pre>, where it would not count. After a tag or a blank
    // none of that can happen.
    const bool at_end = end >= html_.size();
    const bool at_line_end = !at_end && (html_[end] == '\n' || html_[end] == '\r');
    const bool parted = at_end || out_.empty() || markup::is_space(out_.back()) ||
                        (out_.back() == '>' && !at_line_end);
    if (!parted) out_ += "<!---->";
    at_ = copied_ = std::min(end, html_.size());
  }

  std::string_view html_;
  std::string out_;
  std::size_t at_ = 0;
  std::size_t copied_ = 0;
  std::size_t search_again_ = 0;
};

}  // namespace

std::string without_unseen(std::string_view html) { return Stripper(html).strip(); }

}  // namespace cabled
