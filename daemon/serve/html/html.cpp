#include "daemon/serve/html/html.h"

#include "parsers/model/utf8_text.h"

namespace cabled::serve {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// What HTML forbids in a page, even as a reference.
bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F;
}

std::string_view replacement(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return is_control(c) ? kReplacement : std::string_view();
  }
}

}  // namespace

void Html::escaped(std::string_view outside) {
  std::size_t written = 0;
  for (std::size_t i = 0; i < outside.size(); ++i) {
    const std::string_view instead = replacement(outside[i]);
    if (instead.empty()) continue;
    markup_ += outside.substr(written, i - written);
    markup_ += instead;
    written = i + 1;
  }
  markup_ += outside.substr(written);
}

void Html::text(std::string_view outside) {
  if (is_valid_utf8(outside)) {
    escaped(outside);
  } else {
    escaped(Utf8Text::sanitized(std::string(outside)).str());
  }
}

void Html::open(Literal element, Attributes attributes) {
  markup_ += '<';
  markup_ += element.text();
  for (const Attribute& attribute : attributes) {
    markup_ += ' ';
    markup_ += attribute.name.text();
    markup_ += "=\"";
    text(attribute.value);
    markup_ += '"';
  }
  markup_ += '>';
}

void Html::close(Literal element) {
  markup_ += "</";
  markup_ += element.text();
  markup_ += '>';
}

}  // namespace cabled::serve
