#pragma once

#include <string>
#include <string_view>

namespace cabled {

/// A link of a page with what is not ASCII in its query escaped as browsers escape it (URL
/// standard, "percent-encode after encoding"): as bytes of the page's charset, and what that
/// charset lacks as
/// "&#NUMBER;". Paths are UTF-8 everywhere, and so are the queries of pages in UTF-8 or UTF-16:
/// those stay as they are. `charset` is as of DecodedText.
std::string with_query_in_charset(std::string_view reference, std::string_view charset);

}  // namespace cabled
