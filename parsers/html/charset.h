#pragma once

#include <string>
#include <string_view>

namespace cabled {

/// Text decoded to valid UTF-8, and the encoding that its bytes were in.
struct DecodedText {
  std::string utf8;
  std::string charset;  ///< WHATWG name in lower case: "utf-8", "windows-1252", "koi8-r", …
};

/// Decodes a page: byte order mark, then the header's charset, then <meta>, each believed only when
/// the bytes bear it out; else UTF-8 when the bytes are valid UTF-8; else windows-1252.
/// A page that claims UTF-8 and is not is windows-1252. Any bytes give an answer; what cannot be
/// decoded becomes U+FFFD, a NUL is dropped.
DecodedText decode_html(std::string_view bytes, std::string_view content_type);

/// The same for XML and what stands for it in lists: for <meta>, the XML declaration's encoding.
/// Byte order marks and blanks in front, however many, are not part of the text.
DecodedText decode_xml(std::string_view bytes, std::string_view content_type);

/// The same for plain text: no <meta> is looked for.
DecodedText decode_text(std::string_view bytes, std::string_view content_type);

}  // namespace cabled
