#include "parsers/html/meta_charset.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "parsers/html/charset_labels.h"
#include "parsers/html/markup.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

// The standard asks for 1024 bytes; pages with long comments or scripts first declare it later.
constexpr std::size_t kPrescanBytes = 4096;

std::size_t ifind(std::string_view text, std::string_view word, std::size_t from) {
  const auto found =
      std::search(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(), word.begin(),
                  word.end(), [](char a, char b) { return ascii::to_lower(a) == b; });
  return static_cast<std::size_t>(found - text.begin());
}

std::string_view unquoted(std::string_view value) {
  if (value.empty()) return {};
  const char quote = value.front();
  if (quote == '"' || quote == '\'') {
    const std::size_t close = value.find(quote, 1);
    return close == std::string_view::npos ? std::string_view{} : value.substr(1, close - 1);
  }
  const auto* const end =
      std::ranges::find_if(value, [](char c) { return ascii::is_space(c) || c == ';'; });
  return value.substr(0, static_cast<std::size_t>(end - value.begin()));
}

// What one <meta> says. Of two attributes with the same name the first counts.
struct MetaTag {
  std::optional<std::string_view> http_equiv;
  std::optional<std::string_view> content;
  std::optional<std::string_view> charset;

  std::string_view label() const {
    if (charset) return *charset;
    const bool is_content_type = http_equiv && ascii::iequals(*http_equiv, "content-type");
    return is_content_type && content ? charset_parameter(*content) : std::string_view{};
  }
};

MetaTag read_meta(markup::AttributeReader& reader) {
  MetaTag meta;
  while (const auto attribute = reader.next()) {
    std::optional<std::string_view>* field = nullptr;
    if (ascii::iequals(attribute->name, "http-equiv")) field = &meta.http_equiv;
    if (ascii::iequals(attribute->name, "content")) field = &meta.content;
    if (ascii::iequals(attribute->name, "charset")) field = &meta.charset;
    if (field != nullptr && !*field) *field = attribute->value;
  }
  return meta;
}

}  // namespace

std::string_view charset_parameter(std::string_view content_type) {
  static constexpr std::string_view kName = "charset";
  std::size_t at = 0;
  while ((at = ifind(content_type, kName, at)) < content_type.size()) {
    at += kName.size();
    std::string_view rest = ascii::trim(content_type.substr(at));
    if (!rest.starts_with('=')) continue;
    rest.remove_prefix(1);
    return unquoted(ascii::trim(rest));
  }
  return {};
}

std::string_view meta_charset(std::string_view bytes) {
  const std::string_view html = bytes.substr(0, kPrescanBytes);
  std::size_t at = 0;
  while ((at = markup::find_char(html, '<', at)) < html.size()) {
    const std::string_view rest = html.substr(at);
    if (rest.starts_with("<!--")) {
      at = markup::comment_end(html, at);
      continue;
    }
    const std::size_t name_at = at + (rest.starts_with("</") ? 2 : 1);
    const std::string_view name = markup::tag_name(html, name_at);
    if (name.empty()) {
      const bool is_declaration = rest.starts_with("<!") || rest.starts_with("<?");
      at = is_declaration ? markup::find_char(html, '>', at) : at + 1;
      continue;
    }
    markup::AttributeReader reader(html, name_at + name.size());
    const MetaTag meta = read_meta(reader);
    at = reader.end();
    if (!rest.starts_with("</") && ascii::iequals(name, "meta")) {
      const std::string_view label = meta.label();
      if (encoding_of_label(label) != nullptr) return label;
    }
  }
  return {};
}

}  // namespace cabled
