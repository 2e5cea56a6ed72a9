#pragma once

#include <string>
#include <string_view>

#include "parsers/model/error.h"

namespace cabled {

/// Encodes bytes as base64 (RFC 4648 section 4) with its padding.
std::string encode_base64(std::string_view bytes);

/// Decodes base64 (RFC 4648 section 4) with its padding. kInvalid on anything else.
Result<std::string> decode_base64(std::string_view text);

}  // namespace cabled
