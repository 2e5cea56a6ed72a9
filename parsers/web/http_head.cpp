#include "parsers/web/http_head.h"

#include <algorithm>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

bool is_start_line(std::string_view line) {
  return ascii::istarts_with(line, "HTTP/") || line.find(" HTTP/") != line.npos;
}

}  // namespace

std::optional<int> status_of_line(std::string_view line) noexcept {
  const std::size_t blank = line.find(' ');
  if (!ascii::istarts_with(line, "HTTP/") || blank == line.npos) return std::nullopt;
  const std::string_view rest = ascii::trim(line.substr(blank));
  const std::string_view code = rest.substr(0, rest.find(' '));
  if (code.size() != 3 || !std::ranges::all_of(code, ascii::is_digit) || code[0] == '0') {
    return std::nullopt;
  }
  return (code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0');
}

Result<HttpHead> read_http_head(std::string_view block) {
  static constexpr std::size_t kLongestHead = std::size_t{1} << 20U;
  const std::string_view begin = block.substr(0, kLongestHead);
  std::string_view rest = begin;
  const std::string_view start = take_header_line(rest);
  if (!is_start_line(start)) return fail(ErrorKind::kInvalid, "no HTTP header in the block");
  const auto end = header_end(begin);
  if (!end && block.size() > kLongestHead) return fail(ErrorKind::kInvalid, "HTTP header too long");
  return HttpHead{status_of_line(start), read_fields(rest), end.value_or(block.size())};
}

}  // namespace cabled
