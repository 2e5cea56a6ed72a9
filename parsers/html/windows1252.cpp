#include "parsers/html/windows1252.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "parsers/model/utf8_text.h"

namespace cabled {
namespace {

// 0x80 to 0x9F, in which windows-1252 differs from Latin-1.
constexpr std::array<char16_t, 32> kUpperControls = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

bool is_copied(char c) { return static_cast<unsigned char>(c) - 1U < 0x7FU; }

bool is_open_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 && byte < 0xA0 && kUpperControls[byte - 0x80U] == byte;
}

}  // namespace

char32_t windows1252_code_point(unsigned char byte) {
  return byte >= 0x80 && byte < 0xA0 ? char32_t{kUpperControls[byte - 0x80U]} : char32_t{byte};
}

std::string decode_windows1252(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 16 + 16);
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  while (at != end) {
    const char* const stop = std::find_if_not(at, end, is_copied);
    out.append(at, stop);
    if (stop == end) break;
    append_utf8(out,
                *stop == '\0' ? 0xFFFD : windows1252_code_point(static_cast<unsigned char>(*stop)));
    at = stop + 1;
  }
  return out;
}

bool is_plausible_windows1252(std::string_view bytes) {
  return std::ranges::none_of(bytes, is_open_byte);
}

}  // namespace cabled
