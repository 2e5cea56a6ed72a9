#pragma once

#include <string>
#include <string_view>

namespace cabled {

/// A copy of the page without what is never laid out: scripts, styles, comments, noscript, iframe
/// and noembed elements, templates and plain svg images. That is half of a news page, and the
/// parser is what a page costs. The copy lays out as the page does.
std::string without_unseen(std::string_view html);

}  // namespace cabled
