#pragma once

#include <string>
#include <vector>

#include "daemon/pipeline/page_job.h"
#include "daemon/schedule/crawl_rules.h"

namespace cabled {

/// What a list led to.
struct ListReading {
  db::Outcome outcome =
      db::Outcome::kIndex;  ///< index, sitemap, feed or cdx: what it turned out to be
  std::string charset;
  std::vector<db::NewUrl> found;
  bool truncated = false;  ///< longer than the protocol allows: `found` is of its beginning
  PageLinks links = {};    ///< of an index
};

/// Reads an index page, sitemap (plain, gzip, text), RSS or Atom feed or CDX answer, by the task's
/// kind; an index that is XML is read as the sitemap or feed that it is. kInvalid: it is not what
/// its kind says.
Result<ListReading> read_list(const CrawlTask& task, const CrawlRules& rules,
                              const std::string& body, const std::string& content_type);

}  // namespace cabled
