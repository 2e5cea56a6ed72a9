#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "daemon/app/session.h"
#include "daemon/follow/webhook_target.h"
#include "daemon/system/stop_order.h"
#include "db/feed/feed_consumers.h"

namespace cabled {

struct FeedOptions {
  std::string since = "0";
  bool follow = false;
  std::string to;
  std::string consumer;
  int batch = 500;
  db::KeptChanges keep;
  std::string secret_file;
  std::string password_file;                            ///< "" when the webhook wants none
  std::uint64_t batch_bytes = std::uint64_t{1} << 20U;  ///< of a webhook's bodies
  std::chrono::milliseconds give_up_after = std::chrono::hours(24);
};

/// Prints the changes after --since as lines of JSON; with --follow goes on until it is stopped.
int print_changes(const FeedOptions& options, const Session& session, StopOrder& order);

/// Brings the database or service that --to names up to date; with --follow keeps it so.
int feed_target(const FeedOptions& options, const Session& session, StopOrder& order);

/// Sends a webhook again what was set aside for it.
CommandResult<WebhookTarget::Redelivered> redeliver(const FeedOptions& options,
                                                    const Session& session, StopOrder& order);

}  // namespace cabled
