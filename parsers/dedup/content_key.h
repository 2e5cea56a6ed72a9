#pragma once

#include <string>
#include <string_view>

#include "parsers/model/digest.h"

namespace cabled {

/// The text that two copies of one rendition have in common, whatever site printed them:
/// runs of white space (no-break spaces too) are one blank and lines are joined; pilcrows, which
/// are publishers' paragraph marks, and soft hyphens are dropped; typographic quotes and dashes
/// become their ASCII forms, as some sites exchange them. Case and all other characters count.
std::string normalized_text(std::string_view text);

/// The key of a text: SHA-256 of its normalised form. Equal keys are one rendition.
Digest content_key(std::string_view text);

}  // namespace cabled
