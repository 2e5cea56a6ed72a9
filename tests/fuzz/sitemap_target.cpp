// Any bytes as a sitemap and as a feed.
#include "parsers/web/feed.h"
#include "parsers/web/sitemap.h"
#include "tests/fuzz/fuzz_target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = cabled::fuzz::bytes_of(data, size);
  const auto sitemap = cabled::read_sitemap(bytes);
  cabled::fuzz::require(!sitemap || sitemap->entries.size() <= cabled::kMaxSitemapEntries);
  static_cast<void>(cabled::read_feed(bytes));
  return 0;
}
