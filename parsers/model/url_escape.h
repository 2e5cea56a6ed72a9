#pragma once

#include <string>
#include <string_view>

#include "parsers/model/ascii.h"

/// How the path and the query of a URL are spelled; what Url and the robots rules have in common.
namespace cabled {

/// The value of a hexadecimal digit, or -1.
constexpr int hex_value(char c) noexcept {
  if (ascii::is_digit(c)) return c - '0';
  const char lower = ascii::to_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// One spelling of each escape: unreserved characters bare, hexadecimal digits upper case, what may
/// not stand in a URL escaped; so is a per cent sign that begins no escape, lest "%%34%31" become
/// "%41" now and "A" the next time. The outcome does not change when normalized again.
std::string normalize_escapes(std::string_view text);

/// `path` without "." and ".." segments (RFC 3986 section 5.2.4). It begins with '/' and its
/// escapes are normalized, so that "%2e" counts as a dot.
std::string remove_dot_segments(std::string path);

/// `text` with its escapes decoded; what is no escape stays.
std::string percent_decoded(std::string_view text);

}  // namespace cabled
