#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace cabled {

/// Text of one of ICU's converters, and how well the bytes fitted.
struct LegacyText {
  std::string utf8;
  std::size_t replaced;  ///< sequences that the encoding does not have; U+FFFD each
};

/// Decodes `bytes` by ICU's converter `icu_name`; nothing when ICU does not have it.
std::optional<LegacyText> decode_legacy(std::string_view bytes, const char* icu_name);

/// Encodes text by ICU's converter `icu_name`; nothing when it lacks one of the characters.
std::optional<std::string> encode_legacy(std::string_view utf8, const char* icu_name);

}  // namespace cabled
