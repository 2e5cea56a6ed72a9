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
    PageLinks links = find_links(text.utf8, text.charset);
    std::vector<db::NewUrl> found = rules_.discover(task_, links);
    return {db::Outcome::kIndex, text.charset, std::move(found), false, std::move(links)};
  }

  Result<ListReading> sitemap(const DecodedText& text) {
    const Result<Sitemap> map = read_sitemap(text.utf8);
    if (!map) return tl::unexpected(map.error());
    if (map->kind == SitemapKind::kFeed) return feed(text);
    for (const SitemapEntry& entry : map->entries) {
      if (map->kind == SitemapKind::kIndex) {
        add_list(task_.url, entry.url, entry.last_modified, db::UrlKind::kSitemap);
      } else {
        add_page(task_.url, entry.url, entry.last_modified);
      }
    }
    return done(db::Outcome::kSitemap, text.charset, map->truncated);
  }

  Result<ListReading> feed(const DecodedText& text) {
    const Result<Feed> feed = read_feed(text.utf8);
    if (!feed) return tl::unexpected(feed.error());
    for (const FeedEntry& entry : feed->entries) {
      add_page(base_url(feed->bases, entry.base), entry.url, entry.date);
    }
    if (!feed->next.empty()) {
      const Url base = base_url(feed->bases, feed->next_base);
      add_list(base, feed->next, std::nullopt, db::UrlKind::kFeed);
    }
    return done(task_.kind == db::UrlKind::kSitemap ? db::Outcome::kSitemap : db::Outcome::kFeed,
                text.charset, feed->truncated);
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
    return done(db::Outcome::kCdx, "utf-8", false);
  }

 private:
  void add(std::optional<db::NewUrl> row, const EntryDate& modified) {
    if (!row) return;
    if (modified) row->modified_at = modified->time_since_epoch();
    found_.push_back(std::move(*row));
  }

  /// What URLs are relative to at a place in a feed; a base that is no URL changes nothing.
  Url base_url(const std::vector<XmlBase>& bases, std::optional<std::size_t> innermost) const {
    std::vector<std::string_view> way;
    for (auto at = innermost; at; at = bases[*at].outer) way.push_back(bases[*at].href);
    Url url = task_.url;
    std::ranges::reverse(way);
    for (const std::string_view href : way) {
      if (Result<Url> next = url.resolve(href)) url = std::move(*next);
    }
    return url;
  }

  void add_page(const Url& from, const std::string& text, const EntryDate& modified) {
    if (const Result<Url> url = from.resolve(text)) add(rules_.wanted(task_, *url), modified);
  }

  void add_list(const Url& from, const std::string& text, const EntryDate& modified,
                db::UrlKind kind) {
    if (const Result<Url> url = from.resolve(text)) {
      add(rules_.further_list(task_, *url, kind), modified);
    }
  }

  ListReading done(db::Outcome outcome, std::string charset, bool truncated) {
    return {outcome, std::move(charset), std::move(found_), truncated, {}};
  }

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
  if (task.kind == db::UrlKind::kCdx) return reader.cdx(body);
  const DecodedText text = decode_xml(body, content_type);
  if (task.kind == db::UrlKind::kSitemap) return reader.sitemap(text);
  if (task.kind == db::UrlKind::kFeed) return reader.feed(text);
  if (says_xml(text.utf8, content_type)) {
    if (Result<ListReading> feed = reader.feed(text)) return feed;
    if (Result<ListReading> map = reader.sitemap(text)) return map;
  }
  return reader.index(body, content_type);
}

}  // namespace cabled
