#include "parsers/telegram/plain_characters.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "parsers/model/ascii.h"
#include "parsers/telegram/paragraph_mark.h"

namespace cabled {
namespace {

struct PlainForm {
  std::string_view odd;
  std::string_view plain;
};

// What editors, typesetters and copies put for characters of the telegraph, which knew ASCII alone.
constexpr auto kPlainForms = std::to_array<PlainForm>({
    {"\u00B6", ""},  // pilcrow: added by a publisher
    {"\u00AD", ""},  // soft hyphen
    {"\u200B", ""},  // blanks and joiners without width
    {"\u200C", ""},   {"\u200D", ""},     {"\u2060", ""},  {"\uFEFF", ""},
    {"\u200E", ""},                        // marks of direction
    {"\u200F", ""},   {"\xC2\x85", "\n"},  // U+0085
    {"\u2028", "\n"}, {"\u2029", "\n"},   {"\u00A0", " "}, {"\u2002", " "},
    {"\u2003", " "},  {"\u2007", " "},    {"\u2009", " "}, {"\u202F", " "},
    {"\u3000", " "},  {"\u2010", "-"},  // hyphens
    {"\u2011", "-"},
});

const PlainForm* plain_form(std::string_view rest) {
  static constexpr ascii::ByteSet kFirstBytes("\xC2\xE2\xE3\xEF");
  if (!kFirstBytes.contains(rest.front())) return nullptr;
  const auto found = std::ranges::find_if(
      kPlainForms, [&](const PlainForm& form) { return rest.starts_with(form.odd); });
  return found == kPlainForms.end() ? nullptr : &*found;
}

// The typographic apostrophe of O\u2019HOLLIN; quotation marks stay.
bool is_apostrophe_of_name(std::string_view text, std::size_t at) {
  constexpr std::string_view kApostrophe = "\u2019";
  const std::size_t next = at + kApostrophe.size();
  // One letter before it: "THE MINISTER\u2019S" has more.
  const bool one_before =
      at > 0 && ascii::is_upper(text[at - 1]) && (at < 2 || ascii::is_space(text[at - 2]));
  return one_before && text.substr(at).starts_with(kApostrophe) && next < text.size() &&
         ascii::is_upper(text[next]);
}

bool backslash_ends_line(std::string_view text, std::size_t at) {
  std::size_t next = at + 1;
  while (next < text.size() && (text[next] == ' ' || text[next] == '\r')) ++next;
  return next == text.size() || text[next] == '\n';
}

}  // namespace

std::string plain_characters(std::string_view text) {
  const auto may_change = [](char c) {
    return (c == '\r') | (c == '\\') | (static_cast<unsigned char>(c) >= 0x80);
  };
  if (!ascii::any_byte(text, may_change)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  std::size_t copied = 0;
  const auto replace = [&](std::size_t at, std::size_t length, std::string_view plain) {
    out += text.substr(copied, at - copied);
    out += plain;
    copied = at + length;
    return copied;
  };
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '\r' || (c == '\\' && backslash_ends_line(text, at))) {
      at = replace(at, 1, "");
    } else if (static_cast<unsigned char>(c) < 0x80) {
      ++at;
    } else if (const PlainForm* form = plain_form(text.substr(at))) {
      at = replace(at, form->odd.size(), form->plain);
    } else if (is_apostrophe_of_name(text, at)) {
      at = replace(at, 3, "'");
    } else {
      ++at;
    }
  }
  out += text.substr(copied);
  return out;
}

std::string without_doubled_blanks(std::string text) {
  constexpr std::size_t kCutWidth = 71;
  const std::size_t end = std::min(find_first_paragraph(text), text.size());
  if (!ascii::has_part(std::string_view(text).substr(0, end), "  ")) return text;
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < end;) {
    const std::size_t line_end = std::min(text.find('\n', at), end);
    const std::string_view line = std::string_view(text).substr(at, line_end - at);
    const bool as_it_is = line.size() == kCutWidth;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const bool doubled = i > 0 && i + 1 < line.size() && line[i] == ' ' && line[i - 1] == ' ' &&
                           line[i + 1] != ' ' && (i < 2 || line[i - 2] != ' ');
      if (!doubled || as_it_is) out += line[i];
    }
    if (line_end < end) out += '\n';
    at = line_end + 1;
  }
  out.append(text, end);
  return out;
}

}  // namespace cabled
