#pragma once

#include <string_view>
#include <vector>

#include "parsers/words/text_tokens.h"

namespace cabled::words {

/// The words that stand within a token which PostgreSQL keeps as one, so that each of them is found
/// as well: of "SBU/NOFORN" both, of "2.Embassy" and of "-1234" the word and the number. Empty for
/// tokens that are one word, or are told in parts anyway.
std::vector<TextToken> words_within(const TextToken& token);

}  // namespace cabled::words
