#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "daemon/app/session.h"
#include "daemon/follow/feed_target.h"
#include "daemon/follow/webhook_target.h"
#include "db/feed/feed_consumers.h"
#include "parsers/model/search_query.h"

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
  bool copy_anew = false;
  std::optional<SearchQuery> match;  ///< what the cables of its changes have to match
  bool json = false;                 ///< of check_target()
};

/// Whether --to names a webhook.
bool is_webhook(const std::string& to);

/// What --to names; kInvalid when it names nothing that can be fed.
Result<std::unique_ptr<FeedTarget>> make_target(const FeedOptions& options, const Session& session,
                                                std::stop_token cut);

/// The webhook that --to names.
Result<std::unique_ptr<WebhookTarget>> make_webhook(const FeedOptions& options,
                                                    const Session& session, std::stop_token cut);

}  // namespace cabled
