#include "daemon/json/base64.h"

#include <openssl/evp.h>

#include <algorithm>
#include <limits>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

// The last two places alone may be padding.
std::size_t base64_padding(std::string_view text) {
  if (text.ends_with("==")) return 2;
  return text.ends_with('=') ? 1 : 0;
}

bool is_base64_digit(char c) {
  return ascii::is_digit(c) || ascii::is_alpha(c) || c == '+' || c == '/';
}

}  // namespace

std::string encode_base64(std::string_view bytes) {
  std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');  // one more for the zero byte at its end
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                   reinterpret_cast<const unsigned char*>(bytes.data()),
                                   static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(size));
  return out;
}

Result<std::string> decode_base64(std::string_view text) {
  const std::size_t padding = base64_padding(text);
  // OpenSSL skips white space and takes padding anywhere, so the text is judged here.
  const bool well_formed =
      text.size() % 4 == 0 && text.size() <= std::numeric_limits<int>::max() &&
      std::ranges::all_of(text.substr(0, text.size() - padding), is_base64_digit);
  if (!well_formed) return fail(ErrorKind::kInvalid, "text is not base64");

  std::string out(text.size() / 4 * 3, '\0');
  EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                  reinterpret_cast<const unsigned char*>(text.data()),
                  static_cast<int>(text.size()));
  // It writes the padding as zero bytes.
  out.resize(out.size() - padding);
  return out;
}

}  // namespace cabled
