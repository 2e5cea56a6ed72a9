#include "daemon/pipeline/list_reading.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "daemon/codec/content_decoding.h"
#include "daemon/codec/magic.h"
#include "parsers/html/charset.h"
#include "parsers/html/links.h"
#include "parsers/model/ascii.h"
#include "parsers/web/cdx.h"
#include "parsers/web/feed.h"
#include "parsers/web/sitemap.h"

namespace cabled {
namespace {

using EntryDate = std::optional<std::chrono::sys_seconds>;

class ListReader {
 public:
  ListReader(const CrawlTask& task, const CrawlRules& rules) : task_(task), rules_(rules) {}

  ListReading index(const std::string& body, const std::string& content_type) {
    const DecodedText text = decode_html(body, content_type);
    return {db::Outcome::kIndex, text.charset, rules_.discover(task_, find_links(text.utf8))};
  }

  Result<ListReading> sitemap(std::string_view body) {
    const Result<Sitemap> map = read_sitemap(body);
    if (!map) return tl::unexpected(map.error());
    for (const SitemapEntry& entry : map->entries) {
      if (map->kind == SitemapKind::kIndex) {
        add_list(entry.url, entry.last_modified, db::UrlKind::kSitemap);
      } else {
        add_page(entry.url, entry.last_modified);
      }
    }
    return done(db::Outcome::kSitemap);
  }

  Result<ListReading> feed(std::string_view body) {
    const Result<Feed> feed = read_feed(body);
    if (!feed) return tl::unexpected(feed.error());
    for (const FeedEntry& entry : feed->entries) add_page(entry.url, entry.date);
    if (!feed->next.empty()) add_list(feed->next, std::nullopt, db::UrlKind::kFeed);
    return done(db::Outcome::kFeed);
  }

  Result<ListReading> cdx(std::string_view body) {
    const Result<CdxAnswer> answer = read_cdx(body);
    if (!answer) return tl::unexpected(answer.error());
    for (const CdxCapture& capture : answer->captures) {
      const Result<Url> url = raw_capture_url(task_.url, capture);
      if (url) add(rules_.wanted_capture(task_, *url), std::nullopt);
    }
    if (!answer->resume_key.empty()) {
      const Result<Url> next = cdx_next(task_.url, answer->resume_key);
      if (next) add(rules_.further_list(task_, *next, db::UrlKind::kCdx), std::nullopt);
    }
    return done(db::Outcome::kCdx);
  }

 private:
  void add(std::optional<db::NewUrl> row, const EntryDate& modified) {
    if (!row) return;
    if (modified) row->modified_at = modified->time_since_epoch();
    found_.push_back(std::move(*row));
  }

  void add_page(const std::string& text, const EntryDate& modified) {
    if (const Result<Url> url = task_.url.resolve(text)) add(rules_.wanted(task_, *url), modified);
  }

  void add_list(const std::string& text, const EntryDate& modified, db::UrlKind kind) {
    if (const Result<Url> url = task_.url.resolve(text)) {
      add(rules_.further_list(task_, *url, kind), modified);
    }
  }

  ListReading done(db::Outcome outcome) { return {outcome, "utf-8", std::move(found_)}; }

  const CrawlTask& task_;
  const CrawlRules& rules_;
  std::vector<db::NewUrl> found_;
};

bool says_xml(std::string_view body, std::string_view content_type) {
  return ascii::lower(content_type).find("xml") != std::string::npos || body.starts_with("<?xml");
}

}  // namespace

Result<ListReading> read_list(const CrawlTask& task, const CrawlRules& rules,
                              const std::string& body, const std::string& content_type) {
  if (is_gzip(body) && task.kind != db::UrlKind::kPage) {
    const DecodingLimits limits{.max_output = kMaxSitemapBytes};
    const DecodedContent unpacked = decode_content(body, "gzip", limits);
    if (unpacked.error) return tl::unexpected(*unpacked.error);
    if (!is_gzip(unpacked.bytes)) return read_list(task, rules, unpacked.bytes, content_type);
  }
  ListReader reader(task, rules);
  switch (task.kind) {
    case db::UrlKind::kSitemap:
      return reader.sitemap(body);
    case db::UrlKind::kFeed:
      return reader.feed(body);
    case db::UrlKind::kCdx:
      return reader.cdx(body);
    default:
      break;
  }
  if (says_xml(body, content_type)) {
    if (Result<ListReading> feed = reader.feed(body)) return feed;
    if (Result<ListReading> map = reader.sitemap(body)) return map;
  }
  return reader.index(body, content_type);
}

}  // namespace cabled
