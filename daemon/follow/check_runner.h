#pragma once

#include "daemon/follow/feed_runner.h"

namespace cabled {

/// What check_target() does with a difference.
enum class Differences { kTell, kHeal };

/// Compares what --to names with the corpus and prints each cable that differs; kFailed when one
/// still does at the end.
int check_target(const FeedOptions& options, Differences differences, const Session& session,
                 StopOrder& order);

}  // namespace cabled
