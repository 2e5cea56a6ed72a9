#include "parsers/warc/http_message.h"

#include <algorithm>
#include <utility>

#include "parsers/model/ascii.h"

namespace cabled::warc {
namespace {

std::string_view line_at(std::string_view text, std::size_t at) {
  std::string_view line = text.substr(at, text.find('\n', at) - at);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// "HTTP/1.1 200 OK"
std::optional<int> status_of(std::string_view line) {
  if (!line.starts_with("HTTP/")) return std::nullopt;
  const std::size_t blank = line.find(' ');
  if (blank == line.npos) return std::nullopt;
  const std::string_view rest = ascii::trim(line.substr(blank));
  const std::string_view code = rest.substr(0, rest.find(' '));
  if (code.size() != 3 || !std::ranges::all_of(code, ascii::is_digit) || code[0] == '0') {
    return std::nullopt;
  }
  return (code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0');
}

bool is_start_line(std::string_view line) {
  return line.starts_with("HTTP/") || line.find(" HTTP/") != line.npos;
}

/// The size of a chunk from its line "1a;extension"; nothing when it is no such line.
std::optional<std::size_t> chunk_size(std::string_view line) {
  static constexpr std::size_t kMostDigits = 8;  // 4 GB, above every limit on bodies
  line = ascii::trim(line.substr(0, line.find(';')));
  while (line.size() > 1 && line[0] == '0') line.remove_prefix(1);
  if (line.empty() || line.size() > kMostDigits) return std::nullopt;
  std::size_t size = 0;
  for (const char c : line) {
    const char lower = ascii::to_lower(c);
    const bool is_letter = lower >= 'a' && lower <= 'f';
    if (!ascii::is_digit(c) && !is_letter) return std::nullopt;
    size = size * 16 + static_cast<std::size_t>(is_letter ? lower - 'a' + 10 : c - '0');
  }
  return size;
}

}  // namespace

Result<HttpHead> parse_http_head(std::string_view block) {
  static constexpr std::size_t kLongestHead = std::size_t{1} << 20U;
  const std::string_view start = line_at(block.substr(0, kLongestHead), 0);
  if (!is_start_line(start)) return fail(ErrorKind::kInvalid, "no HTTP header in the block");
  HttpHead head;
  head.status = status_of(start);
  const auto end = header_end(block.substr(0, kLongestHead));
  if (!end && block.size() > kLongestHead) return fail(ErrorKind::kInvalid, "HTTP header too long");
  head.body_at = end.value_or(block.size());
  std::size_t at = block.find('\n');
  while (at < head.body_at && head.fields.size() < kMaxHeaderFields) {
    const std::string_view line = line_at(block, ++at);
    const std::size_t colon = line.find(':');
    if (colon != line.npos && colon > 0) {
      head.fields.push_back({std::string(ascii::trim(line.substr(0, colon))),
                             std::string(ascii::trim(line.substr(colon + 1)))});
    }
    at = block.find('\n', at);
  }
  return head;
}

Dechunked dechunk(std::string_view body) {
  static constexpr std::size_t kLongestLine = 256;
  Dechunked out;
  std::size_t at = 0;
  while (true) {
    const std::size_t line_end = body.substr(0, at + kLongestLine).find('\n', at);
    const auto size = line_end == body.npos ? std::nullopt : chunk_size(line_at(body, at));
    if (!size && at == 0) return {std::string(body), "says chunked, is not"};
    if (!size) {
      out.warning = at == body.size() ? "last chunk is missing" : "bad chunk size";
      return out;
    }
    if (*size == 0) return out;
    at = line_end + 1;
    out.bytes += body.substr(at, *size);
    if (body.size() - at < *size) {
      out.warning = "chunk is cut short";
      return out;
    }
    at += *size;
    if (body.substr(at).starts_with('\r')) ++at;
    if (body.substr(at).starts_with('\n')) ++at;
  }
}

}  // namespace cabled::warc
