#pragma once

#include <string_view>

namespace cabled {

/// The charset named in a Content-Type value; "" when it names none.
std::string_view charset_parameter(std::string_view content_type);

/// The label of the first <meta> that declares a known charset in the first 4096 bytes of a page;
/// "" when there is none (HTML standard, "prescan a byte stream to determine its encoding").
std::string_view meta_charset(std::string_view bytes);

}  // namespace cabled
