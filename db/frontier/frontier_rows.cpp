#include "db/frontier/frontier_rows.h"

namespace cabled::db {

const char* to_string(UrlKind kind) noexcept {
  switch (kind) {
    case UrlKind::kPage:
      return "page";
    case UrlKind::kIndex:
      return "index";
    case UrlKind::kSitemap:
      return "sitemap";
    case UrlKind::kFeed:
      return "feed";
    case UrlKind::kCdx:
      return "cdx";
  }
  return "page";
}

UrlKind url_kind_from(const std::string& word) {
  if (word == "index") return UrlKind::kIndex;
  if (word == "sitemap") return UrlKind::kSitemap;
  if (word == "feed") return UrlKind::kFeed;
  if (word == "cdx") return UrlKind::kCdx;
  return UrlKind::kPage;
}

}  // namespace cabled::db
