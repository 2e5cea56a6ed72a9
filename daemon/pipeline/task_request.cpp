#include "daemon/pipeline/task_request.h"

#include "parsers/web/robots.h"

namespace cabled {

FetchRequest request_of(const CrawlTask& task, const CrawlRules& rules) {
  FetchRequest request{.url = task.url,
                       .etag = task.etag,
                       .last_modified = task.last_modified,
                       .limits = limits_of(rules.config().fetch),
                       .allowed_private = rules.allowed_private(task.source_id)};
  if (const SourceRules* source = rules.find(task.source_id)) {
    if (!source->source().verify_tls) request.tls = TlsVerification::kSkipped;
  }
  if (task.is_robots) {
    request.limits.max_body_bytes = Robots::kMaxBytes;
    request.when_too_large = WhenTooLarge::kKeepPrefix;
  }
  return request;
}

}  // namespace cabled
