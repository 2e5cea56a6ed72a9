#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

/// Reading HTML by its bytes, without a tree: where tags, comments and raw text end, by the
/// tokenizer rules of the HTML standard (section 13.2.5). All of it is linear.
namespace cabled::markup {

constexpr bool is_space(char c) noexcept {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/// Position of the next `c` at or after `from`; html.size() when there is none.
std::size_t find_char(std::string_view html, char c, std::size_t from) noexcept;

/// The tag name that starts at `at`, as written; empty when no letter stands there.
std::string_view tag_name(std::string_view html, std::size_t at) noexcept;

/// Just past the '>' of the tag whose name ends at `after_name`; html.size() when it never ends.
std::size_t tag_end(std::string_view html, std::size_t after_name) noexcept;

/// Just past the comment whose "<!--" stands at `at`; html.size() when it never ends.
std::size_t comment_end(std::string_view html, std::size_t at) noexcept;

/// Where the end tag "</name" of raw text (style, iframe, title, …) begins, at or after `from`;
/// html.size() when there is none.
std::size_t raw_text_end(std::string_view html, std::size_t from, std::string_view name) noexcept;

/// The same for a script, in which "<!-- <script>" hides the next "</script>".
std::size_t script_end(std::string_view html, std::size_t from) noexcept;

/// An attribute as written: entities are not decoded, the name is not in lower case.
struct Attribute {
  std::string_view name;
  std::string_view value;
};

/// Reads the attributes of a tag in order.
class AttributeReader {
 public:
  AttributeReader(std::string_view html, std::size_t after_name) noexcept
      : html_(html), at_(after_name) {}

  /// The next attribute; nothing at the tag's '>' or at the end of the page.
  std::optional<Attribute> next() noexcept;

  /// Once next() gave nothing: just past the '>', or html.size().
  std::size_t end() const noexcept { return at_; }

 private:
  std::string_view read_name() noexcept;
  std::string_view read_value() noexcept;
  void skip_space() noexcept;

  std::string_view html_;
  std::size_t at_;
};

}  // namespace cabled::markup
