#pragma once

#include <string>

#include "daemon/fetch/fetcher.h"
#include "db/frontier/ruling.h"
#include "parsers/model/error.h"
#include "parsers/model/url.h"

namespace cabled {

/// Why there is no response, as a ruling.
db::Ruling ruling_of(const FetchFailure& failure);

/// A status that is no page.
db::Ruling ruling_of_status(int status);

/// Where a page leads; `hops` redirections led to it, `max_hops` are allowed.
db::Ruling ruling_of_redirect(const Result<Url>& target, int hops, int max_hops);

/// A body whose coding could not be undone. One that a broken connection cut may come whole next
/// time; a bomb stays one.
db::Ruling ruling_of_coding(const Error& error);

}  // namespace cabled
