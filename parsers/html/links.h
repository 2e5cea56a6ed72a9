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
  std::string base_href;  ///< "" when the page has none
  std::string refresh;    ///< of <meta http-equiv=refresh>, the first; see refresh.h
  /// As written, entities decoded, queries in the page's charset escaped, not yet resolved.
  std::vector<std::string> urls;
  std::vector<std::string> frames = {};   ///< those of <frame>: the page is their frameset
  std::vector<std::string> iframes = {};  ///< those of <iframe>
  bool has_text = false;                  ///< the body shows text of its own
};
/// `charset` is that of the page's bytes, as of DecodedText.
PageLinks find_links(std::string_view utf8, std::string_view charset = "utf-8");

}  // namespace cabled
