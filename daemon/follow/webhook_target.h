#pragma once

#include <optional>
#include <stop_token>
#include <string>

#include "daemon/follow/feed_target.h"
#include "db/sql/connection.h"

namespace cabled {

struct WebhookOptions {
  std::string url;
  std::string secret;    ///< key of the signature
  std::string consumer;  ///< name under which the place is kept upstream
  int attempts = 8;      ///< before a batch becomes a dead letter
};

/// A URL that batches of changes are posted to, signed (docs/feeds.md). Its place is kept upstream,
/// so a change may come twice: the receiver knows it by its cursor.
class WebhookTarget final : public FeedTarget {
 public:
  /// After `cut` no answer is waited for: what was sent may have been taken, and is sent again.
  WebhookTarget(db::Connection upstream, WebhookOptions options, std::stop_token cut)
      : upstream_(std::move(upstream)), options_(std::move(options)), cut_(std::move(cut)) {}

  std::string name() const override { return options_.url; }
  Result<std::optional<db::FeedPosition>> position() override;
  /// kTransient when it was not taken; at the last attempt it goes to feed_dead_letter instead.
  Result<void> apply(const FeedBatch& batch, const std::optional<db::FeedPosition>& expected,
                     const db::FeedPosition& next) override;
  bool wants_first_copy() const override { return false; }

 private:
  Result<void> post(const std::string& body, const std::string& cursor) const;

  db::Connection upstream_;
  WebhookOptions options_;
  std::stop_token cut_;
  std::optional<db::FeedPosition> tried_from_;
  int tried_ = 0;  ///< how often the batch that begins at tried_from_ was sent
};

/// "sha256=" and the HMAC-SHA256 in hex of TIMESTAMP "." BODY.
std::string webhook_signature(const std::string& secret, const std::string& timestamp,
                              const std::string& body);

}  // namespace cabled
