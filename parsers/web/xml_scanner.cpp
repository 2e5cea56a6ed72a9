#include "parsers/web/xml_scanner.h"

#include <algorithm>
#include <charconv>

#include "parsers/model/ascii.h"
#include "parsers/model/utf8_text.h"

namespace cabled {
namespace {

// "&#x10FFFF;" is the longest that is meant.
constexpr std::size_t kMaxEntityBytes = 12;

constexpr bool is_name_start(char c) noexcept {
  return ascii::is_alpha(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

constexpr bool ends_name(char c) noexcept { return ascii::is_space(c) || c == '/' || c == '='; }

std::optional<char32_t> entity_value(std::string_view name) {
  struct Entity {
    std::string_view name;
    char32_t value;
  };
  static constexpr Entity kEntities[] = {
      {"amp", U'&'}, {"lt", U'<'}, {"gt", U'>'}, {"quot", U'"'}, {"apos", U'\''}};
  const auto* known = std::ranges::find(kEntities, name, &Entity::name);
  if (known != std::end(kEntities)) return known->value;
  if (!name.starts_with('#')) return std::nullopt;
  name.remove_prefix(1);
  const bool hexadecimal = name.starts_with('x') || name.starts_with('X');
  if (hexadecimal) name.remove_prefix(1);
  std::uint32_t value = 0;
  const auto [end, error] =
      std::from_chars(name.data(), name.data() + name.size(), value, hexadecimal ? 16 : 10);
  if (error != std::errc() || end != name.data() + name.size()) return std::nullopt;
  return static_cast<char32_t>(value);
}

// Where the '>' of a tag stands: one inside a quoted value does not count.
std::size_t tag_end(std::string_view text) noexcept {
  char quote = '\0';
  char before = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '>' || c == '<') {
      return i;  // a '<' begins the next tag: this one was never closed
    } else if ((c == '"' || c == '\'') && before == '=') {
      quote = c;
    }
    if (!ascii::is_space(c)) before = c;
  }
  return std::string_view::npos;
}

}  // namespace

std::string undo_xml_entities(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t ampersand = std::min(text.find('&'), text.size());
    out += text.substr(0, ampersand);
    text.remove_prefix(ampersand);
    if (text.empty()) break;
    const std::size_t semicolon = text.substr(0, kMaxEntityBytes).find(';');
    const auto value = semicolon == std::string_view::npos
                           ? std::nullopt
                           : entity_value(text.substr(1, semicolon - 1));
    if (value) {
      append_utf8(out, *value);
    } else {
      out += '&';
    }
    text.remove_prefix(value ? semicolon + 1 : 1);
  }
  return out;
}

XmlScanner::Event XmlScanner::next() {
  while (!rest_.empty()) {
    const std::size_t markup = std::min(rest_.find('<'), rest_.size());
    if (markup > 0) {
      is_cdata_ = false;
      text_ = rest_.substr(0, markup);
      rest_.remove_prefix(markup);
      return Event::kText;
    }
    const Event event = take_markup();
    if (event != Event::kDone) return event;
  }
  return Event::kDone;
}

// Takes what begins with the '<' at the front; kDone when there is nothing in it to tell.
XmlScanner::Event XmlScanner::take_markup() {
  static constexpr std::string_view kCdata = "<![CDATA[";
  if (rest_.starts_with("<!--")) {
    rest_.remove_prefix(4);
    skip_past("-->");
    return Event::kDone;
  }
  if (rest_.starts_with(kCdata)) {
    const std::size_t end = std::min(rest_.find("]]>"), rest_.size());
    is_cdata_ = true;
    text_ = rest_.substr(kCdata.size(), end - kCdata.size());
    rest_.remove_prefix(std::min(end + 3, rest_.size()));
    return Event::kText;
  }
  if (rest_.starts_with("<?")) {
    skip_past("?>");
    return Event::kDone;
  }
  if (rest_.starts_with("<!")) {
    skip_document_type();
    return Event::kDone;
  }
  const bool closing = rest_.starts_with("</");
  const std::string_view name = rest_.substr(closing ? 2 : 1);
  if (!name.empty() && is_name_start(name.front())) return take_tag();
  is_cdata_ = true;  // a lone '<' is text as it stands
  text_ = rest_.substr(0, 1);
  rest_.remove_prefix(1);
  return Event::kText;
}

XmlScanner::Event XmlScanner::take_tag() {
  const bool closing = rest_.starts_with("</");
  rest_.remove_prefix(closing ? 2 : 1);
  const std::size_t end = std::min(tag_end(rest_), rest_.size());
  std::string_view inside = rest_.substr(0, end);
  rest_.remove_prefix(end);
  if (rest_.starts_with('>')) rest_.remove_prefix(1);
  is_empty_ = !closing && inside.ends_with('/');
  if (is_empty_) inside.remove_suffix(1);
  const auto name_end = std::ranges::find_if(inside, ends_name) - inside.begin();
  name_ = inside.substr(0, static_cast<std::size_t>(name_end));
  attributes_ = inside.substr(static_cast<std::size_t>(name_end));
  return closing ? Event::kEnd : Event::kStart;
}

void XmlScanner::skip_past(std::string_view end) {
  const std::size_t found = rest_.find(end);
  rest_.remove_prefix(found == std::string_view::npos ? rest_.size() : found + end.size());
}

// "<!DOCTYPE x [ … ]>": what is declared inside is never used.
void XmlScanner::skip_document_type() {
  const std::size_t stop = rest_.find_first_of("[>");
  if (stop != std::string_view::npos && rest_[stop] == '[') skip_past("]");
  skip_past(">");
}

std::string_view XmlScanner::local_name() const noexcept {
  const std::size_t colon = name_.find(':');
  return colon == std::string_view::npos ? name_ : name_.substr(colon + 1);
}

std::string_view XmlScanner::prefix() const noexcept {
  const std::size_t colon = name_.find(':');
  return colon == std::string_view::npos ? std::string_view() : name_.substr(0, colon);
}

std::optional<std::string> XmlScanner::attribute(std::string_view name) const {
  std::string_view rest = attributes_;
  while (!rest.empty()) {
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const std::string_view before = ascii::trim(rest.substr(0, equals));
    const std::string_view key = before.substr(before.find_last_of(" \t\r\n") + 1);
    rest = ascii::trim(rest.substr(equals + 1));
    const bool quoted = rest.starts_with('"') || rest.starts_with('\'');
    const std::size_t start = quoted ? 1 : 0;
    const std::size_t end =
        std::min(quoted ? rest.find(rest.front(), 1) : rest.find_first_of(" \t\r\n"), rest.size());
    if (key == name) return undo_xml_entities(rest.substr(start, end - start));
    rest.remove_prefix(std::min(end + start, rest.size()));
  }
  return std::nullopt;
}

std::string XmlScanner::text() const {
  return is_cdata_ ? std::string(text_) : undo_xml_entities(text_);
}

}  // namespace cabled
