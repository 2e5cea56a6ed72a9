#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "daemon/app/session.h"
#include "daemon/follow/feed_target.h"
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
  int attempts = 8;
  bool copy_anew = false;
  bool json = false;  ///< of check_target()
};

/// Prints the changes after --since as lines of JSON; with --follow goes on until it is stopped.
int print_changes(const FeedOptions& options, const Session& session, StopOrder& order);

/// Brings the database or service that --to names up to date; with --follow keeps it so.
int feed_target(const FeedOptions& options, const Session& session, StopOrder& order);

/// What --to names; kInvalid when it names nothing that can be fed.
Result<std::unique_ptr<FeedTarget>> make_target(const FeedOptions& options, const Session& session,
                                                std::stop_token cut);

}  // namespace cabled
