#pragma once

#include <string_view>

#include "parsers/model/page.h"

namespace cabled {

enum class ContentKind { kEmpty, kHtml, kText, kBinary };

/// What the bytes of a page are, by their content type and, since servers lie, by their look.
ContentKind content_kind(const Page& page) noexcept;

}  // namespace cabled
