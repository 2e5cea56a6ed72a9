#pragma once

#include <vector>

#include "daemon/schedule/crawl_rules.h"
#include "daemon/schedule/crawl_task.h"
#include "db/frontier/frontier_rows.h"
#include "parsers/html/links.h"

namespace cabled {

/// The frames of a list that are read as the list, for what a reader sees is what they show.
struct FramesOfList {
  std::vector<Url> urls;
  /// The page is nothing but these: it leads to the first, as a redirection does.
  bool stand_for_the_page = false;
};

/// Which frames of an index page to follow; `found` is what the page itself leads to.
///
/// Those on the source's own hosts, but for what `exclude` names. Those on other hosts only when a
/// seed has no other frames and all stand on one host: then the site lives there, and its old
/// address shows it in a frame ("masked forwarding"). A frame of another host beside the source's
/// own is an advertisement or a counter. Of <iframe> the same holds where the page leads nowhere
/// without it, and beyond the source's hosts where the page shows nothing else.
FramesOfList frames_to_follow(const CrawlTask& task, const CrawlRules& rules,
                              const PageLinks& links, const std::vector<db::NewUrl>& found);

}  // namespace cabled
