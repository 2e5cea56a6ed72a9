#pragma once

#include <optional>

#include "daemon/fetch/chain_cookies.h"
#include "daemon/fetch/fetcher.h"
#include "daemon/pipeline/page_job.h"
#include "db/frontier/frontier_rows.h"
#include "parsers/html/links.h"

namespace cabled {

/// Where a page sends whoever reads it, by a `Refresh` field or <meta http-equiv=refresh>; nothing
/// when it does not, waits longer than ten seconds, or only loads itself anew. Pages that stand in
/// for another ("you will be taken to …") count down from ten at most; those that renew what they
/// show wait half a minute and more, and are read for what they are.
std::optional<Result<Url>> refresh_target(const FetchResponse& response, const PageLinks& links,
                                          const Url& page);

/// A URL that stands for the one of `task`, to be fetched next.
db::NewUrl hop_to(const Url& target, const CrawlTask& task);

/// A step from one URL to the next.
struct RedirectStep {
  db::NewUrl hop;                      ///< the target, to be fetched next
  std::optional<RedirectChain> chain;  ///< with the cookies that are to go there
  bool is_back = false;                ///< the chain has asked the target, but without its cookie
};

/// The step of `task` to `target`, with the cookies of the chain and of this answer. A URL that the
/// chain has seen already is asked once more when the answer set a cookie on the way to it.
RedirectStep step_to(const Url& target, const CrawlTask& task, const FetchResponse& response,
                     db::Timestamp at);

}  // namespace cabled
