#pragma once

#include <string>
#include <string_view>

namespace cabled {

/// The key by which indexes of web archives sort what they hold: "com,example)/path?a=1&b=2" (Sort-
/// friendly URI Reordering Transform, as pywb and the Wayback Machine make it).
///  - no scheme, no "www.", no usual port, no fragment, no slash at the end of a path;
///  - the labels of the host in reverse, addresses as they are; parameters sorted; all in lower
///    case.
/// A URI that is none of the web is its own key in lower case. Never holds blanks or controls.
std::string surt_key(std::string_view uri);

}  // namespace cabled
