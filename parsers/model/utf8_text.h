#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cabled {

/// The one door for text on its way to the database, the log and JSON: valid UTF-8 without NUL.
///
/// One bad byte makes PostgreSQL refuse a whole COPY, and libpqxx 6.4 silently cuts text at a NUL,
/// so the type is the proof that neither can happen.
class Utf8Text {
 public:
  Utf8Text() = default;

  /// Takes any bytes; each maximal invalid sequence and each NUL becomes U+FFFD.
  static Utf8Text sanitized(std::string bytes);

  const std::string& str() const noexcept { return text_; }

  auto operator<=>(const Utf8Text&) const = default;

 private:
  explicit Utf8Text(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// U+FEFF, which some programs put before their UTF-8.
inline constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

/// Where the character of UTF-8 text begins that `at` stands in; the text's size behind its end.
std::size_t character_begin(std::string_view text, std::size_t at) noexcept;

/// Length of the longest prefix that is valid UTF-8 (Unicode 15, table 3-7: no surrogates, nothing
/// above U+10FFFF, shortest form). NUL is valid here. Equals text.size() for valid text.
std::size_t valid_utf8_prefix(std::string_view text) noexcept;

inline bool is_valid_utf8(std::string_view text) noexcept {
  return valid_utf8_prefix(text) == text.size();
}

/// Appends `code_point` in UTF-8; surrogates and values above U+10FFFF become U+FFFD.
void append_utf8(std::string& out, char32_t code_point);

}  // namespace cabled
