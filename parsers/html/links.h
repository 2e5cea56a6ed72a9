#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cabled {

/// The links of a page in document order (<a href>, <area>, <link
/// rel=next|amphtml|canonical|alternate>, <iframe>/<frame src>, <meta http-equiv=refresh>), by one
/// linear scan that needs no tree. <base href> is applied by the caller through `base_href`. Links
/// inside comments and scripts are not links.
struct PageLinks {
  std::string base_href;          ///< "" when the page has none
  std::string refresh;            ///< of <meta http-equiv=refresh>, the first; see refresh.h
  std::vector<std::string> urls;  ///< as written, entities decoded, not yet resolved
};
PageLinks find_links(std::string_view utf8);

}  // namespace cabled
