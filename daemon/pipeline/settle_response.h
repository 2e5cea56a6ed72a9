#pragma once

#include <optional>
#include <string>

#include "daemon/fetch/fetcher.h"
#include "daemon/schedule/crawl_task.h"
#include "db/corpus/corpus_rows.h"
#include "db/frontier/ruling.h"
#include "parsers/model/error.h"
#include "parsers/model/url.h"

namespace cabled {

/// Why there is no response, as a ruling.
db::Ruling ruling_of(const FetchFailure& failure);

/// Whether an answer of this status is what was asked for: 200, and what else of 2xx has a body.
/// 206 is a part that nobody asked for.
bool is_page(int status);

/// A status that is no page.
db::Ruling ruling_of_status(int status);

/// Where a page leads; `hops` redirections led to it, `max_hops` are allowed.
db::Ruling ruling_of_redirect(const Result<Url>& target, int hops, int max_hops);

/// A body whose coding could not be undone. One that a broken connection cut may come whole next
/// time; a bomb stays one.
db::Ruling ruling_of_coding(const Error& error);

/// What the URL's next request may be conditional on. Nothing: on the page that is stored, as
/// before.
std::optional<db::Validators> validators_after(const FetchResponse& response, const CrawlTask& task,
                                               const db::PageWrite& write);

}  // namespace cabled
