#include "parsers/html/markup.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "parsers/model/ascii.h"

namespace cabled::markup {
namespace {

// Looked up, for every byte of every tag is asked about.
constexpr std::array<bool, 256> make_name_ends() {
  std::array<bool, 256> ends{};
  for (const char c : {' ', '\n', '\t', '\r', '\f', '/', '>'})
    ends[static_cast<unsigned char>(c)] = true;
  return ends;
}

constexpr std::array<bool, 256> kNameEnds = make_name_ends();

bool ends_name(char c) noexcept { return kNameEnds[static_cast<unsigned char>(c)]; }

// Whether `name` stands at `at`, followed by what may end a tag's name.
bool is_name_at(std::string_view html, std::size_t at, std::string_view name) noexcept {
  return html.size() > at + name.size() && ends_name(html[at + name.size()]) &&
         ascii::iequals(html.substr(at, name.size()), name);
}

bool is_end_tag_at(std::string_view html, std::size_t at, std::string_view name) noexcept {
  return at + 1 < html.size() && html[at + 1] == '/' && is_name_at(html, at + 2, name);
}

// Just past the next "-->" at or after `from`, found by its rarest byte.
std::size_t past_dashes(std::string_view html, std::size_t from) noexcept {
  std::size_t at = from;
  while ((at = find_char(html, '>', at)) < html.size()) {
    ++at;
    const std::string_view before = html.substr(from, at - 1 - from);
    if (before.ends_with("--") || before.ends_with("--!")) return at;
  }
  return html.size();
}

// "<!-->" and "<!--->" are comments already closed.
std::size_t past_short_comment(std::string_view html, std::size_t body) noexcept {
  const std::string_view rest = html.substr(std::min(body, html.size()), 2);
  if (rest.starts_with(">")) return body + 1;
  return rest == "->" ? body + 2 : body;
}

// Where an escaped part of a script ("<!--" before `from`) is over: past its "-->", or at the
// "</script" that ends the script.
struct EscapedPart {
  std::size_t at;
  bool script_over;
};

EscapedPart skip_escaped(std::string_view html, std::size_t from) noexcept {
  bool nested = false;
  for (std::size_t at = from; at < html.size(); ++at) {
    if (html[at] == '>' && html.substr(at - 2, 2) == "--") return {at + 1, false};
    if (html[at] != '<') continue;
    if (is_end_tag_at(html, at, "script")) {
      if (!nested) return {at, true};
      nested = false;
    } else if (is_name_at(html, at + 1, "script")) {
      nested = true;
    }
  }
  return {html.size(), true};
}

}  // namespace

std::size_t find_char(std::string_view html, char c, std::size_t from) noexcept {
  if (from >= html.size()) return html.size();
  const void* found = std::memchr(html.data() + from, c, html.size() - from);
  return found == nullptr ? html.size()
                          : static_cast<std::size_t>(static_cast<const char*>(found) - html.data());
}

std::string_view tag_name(std::string_view html, std::size_t at) noexcept {
  if (at >= html.size() || !ascii::is_alpha(html[at])) return {};
  std::size_t end = at + 1;
  while (end < html.size() && !ends_name(html[end])) ++end;
  return html.substr(at, end - at);
}

std::size_t tag_end(std::string_view html, std::size_t after_name) noexcept {
  // Most tags hold no quoted '>': then the first one ends the tag, and need not be read by parts.
  const std::size_t close = find_char(html, '>', after_name);
  if (std::memchr(html.data() + after_name, '=', close - after_name) == nullptr) {
    return std::min(close + 1, html.size());
  }
  AttributeReader reader(html, after_name);
  while (reader.next()) {
  }
  return reader.end();
}

std::size_t comment_end(std::string_view html, std::size_t at) noexcept {
  const std::size_t body = at + 4;
  const std::size_t closed = past_short_comment(html, body);
  return closed != body ? closed : past_dashes(html, std::min(body, html.size()));
}

std::size_t raw_text_end(std::string_view html, std::size_t from, std::string_view name) noexcept {
  for (std::size_t at = from; (at = find_char(html, '<', at)) < html.size(); ++at) {
    if (is_end_tag_at(html, at, name)) return at;
  }
  return html.size();
}

std::size_t script_end(std::string_view html, std::size_t from) noexcept {
  std::size_t at = from;
  while ((at = find_char(html, '<', at)) < html.size()) {
    if (is_end_tag_at(html, at, "script")) return at;
    if (html.substr(at, 4) == "<!--") {
      const EscapedPart part = skip_escaped(html, at + 4);
      if (part.script_over) return part.at;
      at = part.at;
    } else {
      ++at;
    }
  }
  return html.size();
}

void AttributeReader::skip_space() noexcept {
  while (at_ < html_.size() && is_space(html_[at_])) ++at_;
}

std::string_view AttributeReader::read_name() noexcept {
  const std::size_t start = at_;
  if (html_[at_] == '=') ++at_;  // an '=' that comes first belongs to the name
  while (at_ < html_.size() && html_[at_] != '=' && !ends_name(html_[at_])) ++at_;
  return html_.substr(start, at_ - start);
}

std::string_view AttributeReader::read_value() noexcept {
  if (at_ >= html_.size() || html_[at_] == '>') return {};
  const char quote = html_[at_];
  if (quote == '"' || quote == '\'') {
    const std::size_t start = at_ + 1;
    const std::size_t close = find_char(html_, quote, start);
    at_ = std::min(close + 1, html_.size());
    return html_.substr(start, close - start);
  }
  const std::size_t start = at_;
  while (at_ < html_.size() && !is_space(html_[at_]) && html_[at_] != '>') ++at_;
  return html_.substr(start, at_ - start);
}

std::optional<Attribute> AttributeReader::next() noexcept {
  while (at_ < html_.size() && (is_space(html_[at_]) || html_[at_] == '/')) ++at_;
  if (at_ >= html_.size()) return std::nullopt;
  if (html_[at_] == '>') {
    ++at_;
    return std::nullopt;
  }
  Attribute attribute{read_name(), {}};
  skip_space();
  if (at_ < html_.size() && html_[at_] == '=') {
    ++at_;
    skip_space();
    attribute.value = read_value();
  }
  return attribute;
}

}  // namespace cabled::markup
