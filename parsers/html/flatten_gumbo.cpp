#include "parsers/html/flatten_gumbo.h"

#include <list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parsers/html/display.h"
#include "parsers/html/gumbo_text.h"

namespace cabled {
namespace {

// Walks with a stack of its own, for hostile pages nest deeper than the thread's stack allows.
class GumboFlattener {
 public:
  static FlatDocument flatten(const GumboNode& root) {
    GumboFlattener flattener;
    flattener.open(root.v.element);
    while (!flattener.open_.empty()) flattener.step();
    return {std::move(flattener.page_).take(), std::move(flattener.decoded_)};
  }

 private:
  struct Frame {
    const GumboVector* children;
    unsigned next;
  };

  void step() {
    Frame& top = open_.back();
    if (top.next == top.children->length) {
      page_.close();
      open_.pop_back();
      return;
    }
    const auto* child = static_cast<const GumboNode*>(top.children->data[top.next++]);
    switch (child->type) {
      case GUMBO_NODE_ELEMENT:
      case GUMBO_NODE_TEMPLATE:
        open(child->v.element);
        break;
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_CDATA:
      case GUMBO_NODE_WHITESPACE:
        text(child->v.text.text);
        break;
      default:
        break;
    }
  }

  void text(std::string_view text) {
    page_.text(holds_substitute(text) ? decoded_.emplace_back(from_gumbo(text)) : text);
  }

  void open(const GumboElement& element) {
    page_.open(element.tag, layout_attributes(element));
    open_.push_back({&element.children, 0});
  }

  FlatPageBuilder page_;
  std::list<std::string> decoded_;
  std::vector<Frame> open_;
};

}  // namespace

FlatDocument flatten_gumbo(const GumboNode& root) { return GumboFlattener::flatten(root); }

}  // namespace cabled
