#pragma once

#include <string_view>

namespace cabled {

/// An encoding of the WHATWG Encoding Standard.
struct Encoding {
  std::string_view name;  ///< in lower case, as DecodedText::charset
  const char* icu_name;   ///< ICU's converter; null for utf-8, utf-16le, utf-16be, windows-1252
};

/// The encoding that a label of a header or <meta> means ("latin1" is windows-1252); null when the
/// standard knows it not, or refuses to decode it (utf-7, iso-2022-kr, …).
const Encoding* encoding_of_label(std::string_view label);

}  // namespace cabled
