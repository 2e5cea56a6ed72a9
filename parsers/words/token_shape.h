#pragma once

#include <cstddef>
#include <string_view>

#include "parsers/words/text_tokens.h"

namespace cabled::words {

/// How far the token reaches that begins at a place, and what it is.
struct TokenShape {
  TokenKind kind = TokenKind::kSpace;
  std::size_t end = 0;
  std::size_t path = 0;  ///< of a URL: where its path begins
};

/// The token that begins at `begin`, which is no space. kSpace: none, or the sign of "-1.2.3".
TokenShape shape_of_token(std::string_view text, std::size_t begin);

}  // namespace cabled::words
