#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "daemon/follow/delivery_pace.h"
#include "daemon/follow/feed_target.h"
#include "daemon/follow/webhook_url.h"
#include "daemon/json/cable_json.h"
#include "db/sql/connection.h"

namespace cabled {

struct WebhookOptions {
  WebhookUrl url;
  std::string secret;    ///< key of the signature
  std::string password;  ///< by which the receiver knows us; "" for none
  std::string consumer;  ///< name under which the place is kept upstream
  std::uint64_t most_bytes = std::uint64_t{1} << 20U;  ///< of a body with more than one change
  std::chrono::milliseconds patience = std::chrono::hours(24);  ///< before a batch is set aside
};

/// A URL that batches of changes are posted to, signed (docs/feeds.md). Its place is kept upstream,
/// so a change may come twice: the receiver knows it by its cursor. What is not taken is sent
/// again, in order, until patience ends; then it is set aside.
class WebhookTarget final : public FeedTarget {
 public:
  using Clock = std::function<DeliveryPace::Time()>;

  /// After `cut` no answer is waited for: what was sent may have been taken, and is sent again.
  WebhookTarget(db::Connection upstream, WebhookOptions options, std::stop_token cut,
                Clock clock = std::chrono::steady_clock::now)
      : upstream_(std::move(upstream)),
        options_(std::move(options)),
        cut_(std::move(cut)),
        clock_(std::move(clock)),
        pace_(options_.patience) {}

  std::string name() const override { return options_.consumer; }
  Result<std::optional<db::FeedPosition>> position() override;
  /// kTransient when it was not taken, after rest() to be tried again; kRefused when the receiver
  /// wants no more for good.
  Result<void> apply(const FeedBatch& batch, const std::optional<db::FeedPosition>& expected,
                     const db::FeedPosition& next) override;
  bool wants_first_copy() const override { return false; }
  std::size_t taken() const override { return taken_; }
  std::chrono::milliseconds rest() const override { return pace_.rest(clock_()); }

  struct Redelivered {
    std::int64_t taken = 0;
    std::int64_t refused = 0;
  };
  /// Sends the batches that are set aside again, the oldest first. What is refused again stays, and
  /// those after it are tried all the same; kTransient when no answer comes.
  Result<Redelivered> redeliver();

 private:
  /// What a receiver made of a body.
  struct Verdict {
    enum class Kind { kTaken, kTooLarge, kRefused, kNoAnswer } kind;
    std::string why;  ///< "" when it was taken
    std::optional<std::chrono::seconds> asked;
  };
  using Lines = std::span<const std::string>;

  std::size_t parcel_size(Lines lines) const;
  Result<Verdict> post(const std::string& body, const std::string& cursor) const;
  Result<void> send_next(std::span<const db::Change> changes, Lines lines);
  Result<void> set_aside(const db::ChangeCursor& cursor, const std::string& body,
                         const std::string& why);
  Result<Verdict> send_again(std::span<const nlohmann::ordered_json> changes) const;

  db::Connection upstream_;
  WebhookOptions options_;
  std::stop_token cut_;
  Clock clock_;
  DeliveryPace pace_;
  std::size_t most_changes_ = SIZE_MAX;  ///< halved when the receiver calls a batch too large
  std::size_t taken_ = 0;                ///< of the batch at hand
};

/// "sha256=" and the HMAC-SHA256 in hex of TIMESTAMP "." BODY.
std::string webhook_signature(const std::string& secret, const std::string& timestamp,
                              const std::string& body);

}  // namespace cabled
