#pragma once

#include <string_view>
#include <vector>

#include "parsers/model/page.h"

namespace cabled {

/// The links of a page in document order (<a href>, <area>, <link
/// rel=next|amphtml|canonical|alternate>, <iframe>/<frame src>), by one linear scan that needs no
/// tree. <base href> is applied by the caller through `base_href`. Links inside comments and
/// scripts are not links.
struct PageLinks {
  std::string base_href;  ///< "" when the page has none
  std::vector<Link> links;
};
PageLinks find_links(std::string_view utf8);

}  // namespace cabled
