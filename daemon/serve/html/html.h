#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace cabled::serve {

/// A piece of mark-up that stands in our own source: nothing made at run time becomes one.
class Literal {
 public:
  // Implicit, so that names of elements and attributes are written as plain strings.
  consteval Literal(const char* text) : text_(text) {}  // NOLINT(google-explicit-constructor)
  constexpr std::string_view text() const noexcept { return text_; }

 private:
  std::string_view text_;
};

/// An attribute; its value may come from anywhere.
struct Attribute {
  Literal name;
  std::string value;
};
using Attributes = std::initializer_list<Attribute>;

/// HTML that is written from its beginning to its end. A string from the network cannot become
/// mark-up here: text and values of attributes are escaped, names are literals.
class Html {
 public:
  /// Escaped. Bytes that are no UTF-8 and control characters become U+FFFD, as no page may hold
  /// them.
  void text(std::string_view outside);
  void open(Literal element, Attributes attributes = {});
  void close(Literal element);
  /// An element without content and end: br, hr, img, input, link, meta.
  void lone(Literal element, Attributes attributes = {}) { open(element, attributes); }
  void add(const Html& part) { markup_ += part.markup_; }

  /// An element with text, or with what `content` writes into this page.
  template <typename Content>
  void element(Literal name, Attributes attributes, Content&& content) {
    open(name, attributes);
    if constexpr (std::is_invocable_v<Content>) {
      std::forward<Content>(content)();
    } else {
      text(content);
    }
    close(name);
  }
  template <typename Content>
  void element(Literal name, Content&& content) {
    element(name, {}, std::forward<Content>(content));
  }

  const std::string& markup() const& noexcept { return markup_; }
  std::string markup() && noexcept { return std::move(markup_); }

 private:
  void escaped(std::string_view outside);
  std::string markup_;
};

}  // namespace cabled::serve
