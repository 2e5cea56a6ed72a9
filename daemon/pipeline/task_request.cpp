#include "daemon/pipeline/task_request.h"

#include <algorithm>

#include "parsers/web/robots.h"
#include "parsers/web/sitemap.h"

namespace cabled {

std::size_t body_limit(const FetchOptions& options, db::UrlKind kind) {
  const bool is_of_sitemaps = kind == db::UrlKind::kSitemap || kind == db::UrlKind::kFeed;
  return std::max<std::size_t>(options.max_body.count, is_of_sitemaps ? kMaxSitemapBytes : 0);
}

FetchRequest request_of(const CrawlTask& task, const CrawlRules& rules) {
  FetchRequest request{.url = task.url,
                       .etag = task.etag,
                       .last_modified = task.last_modified,
                       .cookies = task.chain.cookies.field_for(task.url),
                       .limits = limits_of(rules.config().fetch),
                       .allowed_private = rules.allowed_private(task.source_id)};
  if (const SourceRules* source = rules.find(task.source_id)) {
    if (!source->source().verify_tls) request.tls = TlsVerification::kSkipped;
  }
  request.limits.max_body_bytes = body_limit(rules.config().fetch, task.kind);
  if (task.is_robots) {
    request.limits.max_body_bytes = Robots::kMaxBytes;
    request.when_too_large = WhenTooLarge::kKeepPrefix;
  }
  return request;
}

}  // namespace cabled
