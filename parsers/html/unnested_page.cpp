#include "parsers/html/unnested_page.h"

#include <gumbo.h>

#include <cstddef>
#include <list>
#include <string>
#include <utility>

#include "parsers/html/entities.h"
#include "parsers/html/tag_class.h"
#include "parsers/html/tag_walk.h"

namespace cabled {
namespace {

class UnnestedReader {
 public:
  explicit UnnestedReader(std::string_view html) : html_(html) {
    page_.open(GUMBO_TAG_HTML, {});
    page_.open(GUMBO_TAG_BODY, {});
  }

  FlatDocument read() {
    TagWalk walk(html_);
    std::size_t at = 0;
    while (const auto tag = walk.next()) {
      text(html_.substr(at, tag->begin - at));
      if (!tag->name.empty()) pass(*tag);
      at = tag->raw_end;
    }
    text(html_.substr(at));
    page_.close();
    page_.close();
    return {std::move(page_).take(), std::move(decoded_)};
  }

 private:
  void text(std::string_view run) {
    if (run.empty()) return;
    is_line_open_ = true;
    if (run.find('&') == std::string_view::npos) {
      page_.text(run);
    } else {
      page_.text(decoded_.emplace_back(decode_entities(run, EntityPlace::kText)));
    }
  }

  void pass(const TagInPage& tag) {
    const auto known = html_tag(tag.name);
    if (known == GUMBO_TAG_BR) {
      add(GUMBO_TAG_BR);
      return;
    }
    switch (style_of(known, {}, {Display::kBlock, WhiteSpace::kFlow}).display) {
      case Display::kParagraph:
        end_line(GUMBO_TAG_P);
        break;
      case Display::kBlock:
      case Display::kRow:
      case Display::kCell:
        end_line(GUMBO_TAG_DIV);
        break;
      case Display::kInline:
      case Display::kNone:
        break;
    }
  }

  // A deep page has thousands of tags side by side, and one of them ends the line.
  void end_line(GumboTag by) {
    if (is_line_open_) add(by);
    is_line_open_ = false;
  }

  void add(GumboTag tag) {
    page_.open(tag, {});
    page_.close();
  }

  std::string_view html_;
  bool is_line_open_ = false;  // text stands behind the last line end
  FlatPageBuilder page_;
  std::list<std::string> decoded_;
};

}  // namespace

FlatDocument read_unnested_page(std::string_view utf8) { return UnnestedReader(utf8).read(); }

}  // namespace cabled
