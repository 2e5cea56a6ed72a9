#pragma once

#include "daemon/app/session.h"
#include "daemon/follow/make_target.h"
#include "daemon/system/stop_order.h"

namespace cabled {

/// Prints the changes after --since as lines of JSON; with --follow goes on until it is stopped.
int print_changes(const FeedOptions& options, const Session& session, StopOrder& order);

/// Brings the database or service that --to names up to date; with --follow keeps it so.
int feed_target(const FeedOptions& options, const Session& session, StopOrder& order);

/// Sends a webhook again what was set aside for it.
CommandResult<WebhookTarget::Redelivered> redeliver(const FeedOptions& options,
                                                    const Session& session, StopOrder& order);

}  // namespace cabled
