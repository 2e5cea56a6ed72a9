#include "daemon/follow/webhook_target.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <chrono>

#include "daemon/fetch/post_body.h"
#include "daemon/follow/change_json.h"
#include "daemon/json/cable_json.h"
#include "daemon/system/log.h"
#include "db/feed/feed_consumers.h"

namespace cabled {

std::string webhook_signature(const std::string& secret, const std::string& timestamp,
                              const std::string& body) {
  const std::string message = timestamp + "." + body;
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
       reinterpret_cast<const unsigned char*>(message.data()), message.size(), bytes.data(), &size);
  std::string out = "sha256=";
  for (unsigned i = 0; i < size; ++i) out += fmt::format("{:02x}", bytes[i]);
  return out;
}

Result<std::optional<db::FeedPosition>> WebhookTarget::position() {
  return db::transact(upstream_, [&](pqxx::work& tx) -> std::optional<db::FeedPosition> {
    auto cursor = db::consumer_cursor(tx, options_.consumer);
    if (!cursor) return std::nullopt;
    return db::FeedPosition{db::feed_origin(tx), std::move(*cursor), {}};
  });
}

Result<void> WebhookTarget::post(const std::string& body, const std::string& cursor) const {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const std::string timestamp =
      std::to_string(std::chrono::duration_cast<std::chrono::seconds>(now).count());
  const Result<int> status =
      post_body({options_.url,
                 {"Content-Type: application/json", "X-Cabled-Cursor: " + cursor,
                  "X-Cabled-Timestamp: " + timestamp,
                  "X-Cabled-Signature: " + webhook_signature(options_.secret, timestamp, body)},
                 body},
                cut_);
  if (!status) return tl::unexpected(status.error());
  if (*status < 200 || *status > 299) {
    return fail(ErrorKind::kTransient, "'{}' answered {}", options_.url, *status);
  }
  return {};
}

Result<void> WebhookTarget::apply(const FeedBatch& batch,
                                  const std::optional<db::FeedPosition>& expected,
                                  const db::FeedPosition& next) {
  if (batch.changes.empty()) return {};
  const std::string cursor = next.cursor.text();
  nlohmann::ordered_json body{{"cursor", cursor},
                              {"changes", changes_to_json(batch.changes, batch.rows)}};
  const std::string text = to_line(body);
  Result<void> posted = post(text, cursor);
  if (posted || posted.error().kind == ErrorKind::kInvalid) return posted;
  // That we did not wait is not the receiver's fault, and counts as no attempt.
  if (cut_.stop_requested()) return posted;
  // Known by where it begins: while it is tried again it grows by what comes.
  if (expected != tried_from_) tried_ = 0;
  tried_from_ = expected;
  if (++tried_ < options_.attempts) return posted;
  log::error("dead letter", {{"consumer", options_.consumer}, {"error", posted.error().message}});
  return db::transact(upstream_, [&](pqxx::work& tx) {
    db::store_dead_letter(tx, options_.consumer, next.cursor, tried_, posted.error().message, text);
  });
}

}  // namespace cabled
