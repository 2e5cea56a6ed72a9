#include "parsers/mail/mail_message.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "parsers/model/ascii.h"
#include "parsers/web/header_fields.h"
#include "parsers/web/web_date.h"

namespace cabled {
namespace {

constexpr int kDeepest = 8;
constexpr std::size_t kMostParts = 1000;

std::string_view field(const HeaderFields& fields, std::string_view name) {
  return ascii::trim(find_field(fields, name).value_or(std::string_view()));
}

/// "multipart/related" of "multipart/related; boundary=x", in small letters.
std::string media_type(std::string_view content_type) {
  return ascii::lower(ascii::trim(content_type.substr(0, content_type.find(';'))));
}

std::string parameter(std::string_view content_type, std::string_view name) {
  const std::string lower = ascii::lower(content_type);
  const std::string wanted = std::string(name) + '=';
  for (std::size_t at = lower.find(wanted); at != lower.npos; at = lower.find(wanted, at + 1)) {
    if (at > 0 && (ascii::is_alnum(lower[at - 1]) || lower[at - 1] == '-')) continue;
    std::string_view value = content_type.substr(at + wanted.size());
    if (!value.starts_with('"')) return std::string(value.substr(0, value.find_first_of("; \t")));
    value.remove_prefix(1);
    return std::string(value.substr(0, value.find('"')));
  }
  return "";
}

/// Takes the next line off the front, its line end included.
std::string_view take_whole_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  const std::string_view line = rest.substr(0, end == rest.npos ? rest.npos : end + 1);
  rest.remove_prefix(line.size());
  return line;
}

std::string_view without_last_line_end(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

/// The bodies between the boundaries of a multipart body.
std::vector<std::string_view> split_parts(std::string_view body, const std::string& boundary) {
  std::vector<std::string_view> parts;
  const std::string mark = "--" + boundary;
  std::optional<const char*> begin;
  std::string_view rest = body;
  while (!rest.empty() && parts.size() < kMostParts) {
    const std::string_view line = take_whole_line(rest);
    if (!line.starts_with(mark)) continue;
    const std::string_view behind = ascii::trim(line.substr(mark.size()));
    if (!behind.empty() && behind != "--") continue;
    if (begin) {
      const auto length = static_cast<std::size_t>(line.data() - *begin);
      parts.push_back(without_last_line_end({*begin, length}));
    }
    begin = line.data() + line.size();
    if (behind == "--") return parts;
  }
  // The end is cut off: what came of the last part is taken.
  if (begin && rest.empty()) {
    parts.emplace_back(*begin, static_cast<std::size_t>(body.data() + body.size() - *begin));
  }
  return parts;
}

std::string decoded(std::string_view body, std::string_view coding) {
  if (ascii::iequals(coding, "quoted-printable")) return decode_quoted_printable(body);
  if (ascii::iequals(coding, "base64")) return decode_mail_base64(body);
  return std::string(body);
}

bool is_page_type(const std::string& type) {
  return type.empty() || type == "text/plain" || type == "text/html" ||
         type == "application/xhtml+xml";
}

struct Entity {
  HeaderFields fields;
  std::string_view body;
};

Entity entity_of(std::string_view bytes) {
  // A part may have no header at all.
  if (bytes.starts_with('\n')) return {{}, bytes.substr(1)};
  if (bytes.starts_with("\r\n")) return {{}, bytes.substr(2)};
  const std::size_t end = header_end(bytes).value_or(bytes.size());
  return {read_fields(bytes.substr(0, end)), bytes.substr(end)};
}

std::string type_of(const Entity& entity) {
  return media_type(field(entity.fields, "Content-Type"));
}

class MailReader {
 public:
  void read(const Entity& entity, int depth) {
    if (depth > kDeepest || parts_.size() >= kMostParts) return;
    const std::string_view content_type = field(entity.fields, "Content-Type");
    const std::string type = type_of(entity);
    if (type == "message/rfc822") return read(entity_of(entity.body), depth + 1);
    if (!type.starts_with("multipart/")) return take(entity, type);
    const auto inner = split_parts(entity.body, parameter(content_type, "boundary"));
    if (type == "multipart/alternative") return read_best(inner, depth);
    for (const std::string_view part : inner) read(entity_of(part), depth + 1);
  }

  std::vector<MailPart> parts() && { return std::move(parts_); }

 private:
  /// Of the same text in several forms the plain one is nearest to the telegram.
  void read_best(const std::vector<std::string_view>& forms, int depth) {
    if (forms.empty()) return;
    const auto plain = std::ranges::find_if(
        forms, [](std::string_view form) { return type_of(entity_of(form)) == "text/plain"; });
    read(entity_of(plain == forms.end() ? forms.back() : *plain), depth + 1);
  }

  void take(const Entity& entity, const std::string& type) {
    if (!is_page_type(type)) return;
    MailPart part;
    part.content_type = field(entity.fields, "Content-Type");
    if (part.content_type.empty()) part.content_type = "text/plain";
    part.location = field(entity.fields, "Content-Location");
    part.bytes = decoded(entity.body, field(entity.fields, "Content-Transfer-Encoding"));
    if (!ascii::trim(part.bytes).empty()) parts_.push_back(std::move(part));
  }

  std::vector<MailPart> parts_;
};

int hex_digit(char c) {
  if (ascii::is_digit(c)) return c - '0';
  const char lower = ascii::to_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

}  // namespace

std::string decode_quoted_printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::string_view whole = take_whole_line(text);
    std::string_view line = whole;
    while (!line.empty() && ascii::is_space(line.back())) line.remove_suffix(1);
    const bool is_soft = line.ends_with('=');
    if (is_soft) line.remove_suffix(1);
    for (std::size_t at = 0; at < line.size(); ++at) {
      const bool is_escape = line[at] == '=' && at + 2 < line.size() &&
                             hex_digit(line[at + 1]) >= 0 && hex_digit(line[at + 2]) >= 0;
      if (!is_escape) {
        out += line[at];
        continue;
      }
      out += static_cast<char>(hex_digit(line[at + 1]) * 16 + hex_digit(line[at + 2]));
      at += 2;
    }
    if (!is_soft && whole.ends_with('\n')) out += '\n';
  }
  return out;
}

std::string decode_mail_base64(std::string_view text) {
  static constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve(text.size() / 4 * 3);
  std::uint32_t window = 0;
  unsigned have = 0;
  for (const char c : text) {
    if (ascii::is_space(c)) continue;
    const std::size_t digit = kAlphabet.find(c);
    if (digit == kAlphabet.npos) break;
    window = (window << 6U) | static_cast<std::uint32_t>(digit);
    have += 6;
    if (have < 8) continue;
    have -= 8;
    out += static_cast<char>((window >> have) & 0xFFU);
  }
  return out;
}

MailMessage read_mail(std::string_view bytes) {
  const Entity whole = entity_of(bytes);
  MailMessage message;
  message.id = field(whole.fields, "Message-ID");
  std::erase_if(message.id, [](char c) { return c == '<' || c == '>'; });
  if (const auto date = read_mail_date(field(whole.fields, "Date"))) {
    message.date = write_w3c_date(*date);
  }
  MailReader reader;
  reader.read(whole, 0);
  message.parts = std::move(reader).parts();
  const auto is_html = [](const MailPart& part) {
    return media_type(part.content_type) == "text/html";
  };
  const std::string_view saved_from = field(whole.fields, "Snapshot-Content-Location");
  if (!saved_from.empty() && std::ranges::count_if(message.parts, is_html) == 1) {
    MailPart& page = *std::ranges::find_if(message.parts, is_html);
    if (page.location.find("://") == page.location.npos) page.location = saved_from;
  }
  return message;
}

}  // namespace cabled
