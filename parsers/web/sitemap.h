#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/model/error.h"

namespace cabled {

enum class SitemapKind {
  kUrls,   ///< <urlset>
  kIndex,  ///< <sitemapindex>: each entry is a sitemap in its turn
  kText,   ///< a URL a line
  kFeed,   ///< RSS or Atom, which the protocol allows as well
};

struct SitemapEntry {
  std::string url;  ///< as written, entities undone, not yet resolved
  std::optional<std::chrono::sys_seconds> last_modified;

  bool operator==(const SitemapEntry&) const = default;
};

struct Sitemap {
  SitemapKind kind = SitemapKind::kUrls;
  std::vector<SitemapEntry> entries;
  bool truncated = false;  ///< a limit was reached; the entries before it are good
};

/// The protocol's own limits (sitemaps.org).
inline constexpr std::size_t kMaxSitemapBytes = 52'428'800;
inline constexpr std::size_t kMaxSitemapEntries = 50'000;

/// Reads what can be read, whatever namespaces it uses and also of broken XML, or behind a warning
/// that a script wrote in front of it; `utf8` is text: decode_xml() has taken encoding and marks
/// off. Only the page's own <loc> counts, not those of its images and videos. kInvalid: no sitemap
/// at all.
Result<Sitemap> read_sitemap(std::string_view utf8);

}  // namespace cabled
