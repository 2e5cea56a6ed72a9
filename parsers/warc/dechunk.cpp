#include "parsers/warc/dechunk.h"

#include <optional>

#include "parsers/model/ascii.h"

namespace cabled::warc {
namespace {

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

Dechunked dechunk(std::string_view body) {
  static constexpr std::size_t kLongestLine = 256;
  Dechunked out;
  std::size_t at = 0;
  while (true) {
    const std::size_t line_end = body.substr(0, at + kLongestLine).find('\n', at);
    const auto size =
        line_end == body.npos ? std::nullopt : chunk_size(body.substr(at, line_end - at));
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
