#include "daemon/follow/webhook_target.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <utility>

#include "daemon/answers/change_json.h"
#include "daemon/fetch/post_body.h"
#include "daemon/json/cable_json.h"
#include "daemon/system/log.h"
#include "db/feed/dead_letters.h"
#include "db/feed/feed_consumers.h"
#include "parsers/web/retry_after.h"

namespace cabled {
namespace {

using std::chrono::floor;
using std::chrono::seconds;
using std::chrono::sys_seconds;
using std::chrono::system_clock;

// Statuses of HTTP that mean something of their own here.
constexpr int kGone = 410;
constexpr int kTooLarge = 413;
constexpr int kTooMany = 429;
constexpr int kUnavailable = 503;

// What stands around the changes of a body, its cursor included.
constexpr std::uint64_t kFrameBytes = 100;

std::string body_of(std::span<const std::string> lines, const std::string& cursor) {
  return fmt::format(R"({{"cursor":{},"changes":[{}]}})", nlohmann::ordered_json(cursor).dump(),
                     fmt::join(lines, ","));
}

}  // namespace

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

std::size_t WebhookTarget::parcel_size(Lines lines) const {
  std::uint64_t bytes = kFrameBytes;
  std::size_t count = 0;
  while (count < lines.size() && count < most_changes_) {
    bytes += lines[count].size() + 1;
    // One that is longer than a body may be goes alone.
    if (count > 0 && bytes > options_.most_bytes) break;
    ++count;
  }
  return count;
}

Result<WebhookTarget::Verdict> WebhookTarget::post(const std::string& body,
                                                   const std::string& cursor) const {
  using Kind = Verdict::Kind;
  const sys_seconds now = floor<seconds>(system_clock::now());
  const std::string timestamp = std::to_string(now.time_since_epoch().count());
  std::vector<std::string> headers{
      "Content-Type: application/json", "X-Cabled-Cursor: " + cursor,
      "X-Cabled-Timestamp: " + timestamp,
      "X-Cabled-Signature: " + webhook_signature(options_.secret, timestamp, body)};
  if (!options_.password.empty()) {
    headers.push_back(authorization(options_.url, options_.password));
  }
  const auto answer = post_body({options_.url.post_to, std::move(headers), body}, cut_);
  if (!answer) {
    std::string why = fmt::format("'{}': {}", options_.url.shown, answer.error().message);
    // That we did not wait is not the receiver's fault, and counts as no try.
    if (answer.error().kind == ErrorKind::kInvalid || cut_.stop_requested()) {
      return tl::unexpected(Error{answer.error().kind, std::move(why)});
    }
    return Verdict{Kind::kNoAnswer, std::move(why), {}};
  }
  if (answer->status >= 200 && answer->status <= 299) return Verdict{Kind::kTaken, "", {}};
  std::string why = fmt::format("'{}' answered {}", options_.url.shown, answer->status);
  if (answer->status == kGone) {
    return fail(ErrorKind::kRefused, "{}: it is gone for good; hint: `cabled feed --forget {}`",
                why, options_.consumer);
  }
  const bool says_when = answer->status == kTooMany || answer->status == kUnavailable;
  return Verdict{answer->status == kTooLarge ? Kind::kTooLarge : Kind::kRefused, std::move(why),
                 says_when ? read_retry_after(answer->retry_after, now) : std::nullopt};
}

Result<void> WebhookTarget::set_aside(const db::ChangeCursor& cursor, const std::string& body,
                                      const std::string& why) {
  log::error("dead letter", {{"consumer", options_.consumer}, {"error", why}});
  return db::transact(upstream_, [&](pqxx::work& tx) {
    db::store_dead_letter(tx, options_.consumer, cursor, pace_.failures(), why, body);
    db::set_consumer(tx, options_.consumer, cursor);
  });
}

/// The next of `lines` that fit into one body; their changes are `changes`.
Result<void> WebhookTarget::send_next(std::span<const db::Change> changes, Lines lines) {
  const std::size_t count = parcel_size(lines.subspan(taken_));
  const db::ChangeCursor& cursor = changes[taken_ + count - 1].cursor;
  const std::string body = body_of(lines.subspan(taken_, count), cursor.text());
  const Result<Verdict> verdict = post(body, cursor.text());
  if (!verdict) return tl::unexpected(verdict.error());
  Result<void> kept;
  if (verdict->kind == Verdict::Kind::kTaken) {
    kept = db::transact(upstream_,
                        [&](pqxx::work& tx) { db::set_consumer(tx, options_.consumer, cursor); });
  } else if (verdict->kind == Verdict::Kind::kTooLarge && count > 1) {
    most_changes_ = count / 2;
    log::info("webhook batches halved",
              {{"consumer", options_.consumer}, {"changes", most_changes_}});
    return {};
  } else {
    pace_.failed(clock_(), verdict->asked);
    // A single change that is too large will be so tomorrow.
    const bool of_no_use = verdict->kind == Verdict::Kind::kTooLarge;
    if (!of_no_use && !pace_.is_exhausted(clock_())) {
      return fail(ErrorKind::kTransient, "{}", verdict->why);
    }
    kept = set_aside(cursor, body, verdict->why);
  }
  if (!kept) return kept;
  pace_.begin_anew();
  taken_ += count;
  return {};
}

Result<void> WebhookTarget::apply(const FeedBatch& batch,
                                  const std::optional<db::FeedPosition>& /*expected*/,
                                  const db::FeedPosition& /*next*/) {
  taken_ = 0;
  if (batch.changes.empty()) return {};
  std::vector<std::string> lines;
  lines.reserve(batch.changes.size());
  for (const auto& line : changes_to_json(batch.changes, batch.rows)) {
    lines.push_back(to_line(line));
  }
  while (taken_ < lines.size()) {
    if (Result<void> sent = send_next(batch.changes, lines); !sent) return sent;
  }
  return {};
}

Result<WebhookTarget::Verdict> WebhookTarget::send_again(
    std::span<const nlohmann::ordered_json> changes) const {
  std::vector<std::string> lines;
  lines.reserve(changes.size());
  for (const auto& change : changes) lines.push_back(to_line(change));
  const auto cursor = changes.back().value("cursor", std::string());
  auto verdict = post(body_of(lines, cursor), cursor);
  if (!verdict || verdict->kind != Verdict::Kind::kTooLarge || changes.size() == 1) return verdict;
  const std::size_t half = changes.size() / 2;
  auto first = send_again(changes.first(half));
  if (!first || first->kind != Verdict::Kind::kTaken) return first;
  return send_again(changes.subspan(half));
}

Result<WebhookTarget::Redelivered> WebhookTarget::redeliver() {
  Redelivered counts;
  std::int64_t last = 0;
  while (true) {
    const auto letter = db::transact(upstream_, [&](pqxx::work& tx) {
      return db::next_dead_letter(tx, options_.consumer, last);
    });
    if (!letter) return tl::unexpected(letter.error());
    if (!*letter) return counts;
    last = (*letter)->id;
    const auto body = nlohmann::ordered_json::parse((*letter)->body, nullptr, false);
    if (!body.is_object() || !body.contains("changes") || body["changes"].empty()) {
      return fail(ErrorKind::kInvalid, "the batch set aside at cursor {} cannot be read",
                  (*letter)->cursor);
    }
    const std::vector<nlohmann::ordered_json> changes(body["changes"].begin(),
                                                      body["changes"].end());
    const Result<Verdict> verdict = send_again(changes);
    if (!verdict) return tl::unexpected(verdict.error());
    if (verdict->kind == Verdict::Kind::kNoAnswer) {
      return fail(ErrorKind::kTransient, "{}", verdict->why);
    }
    if (verdict->kind != Verdict::Kind::kTaken) {
      ++counts.refused;
      log::warn("dead letter refused again",
                {{"cursor", (*letter)->cursor}, {"error", verdict->why}});
      continue;
    }
    const auto gone =
        db::transact(upstream_, [&](pqxx::work& tx) { db::drop_dead_letter(tx, last); });
    if (!gone) return tl::unexpected(gone.error());
    ++counts.taken;
  }
}

}  // namespace cabled
