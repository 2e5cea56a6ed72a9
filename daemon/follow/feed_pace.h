#pragma once

#include <algorithm>
#include <chrono>

#include "daemon/app/session.h"
#include "daemon/app/stoppable.h"
#include "daemon/app/watch.h"
#include "daemon/follow/held_changes_watch.h"
#include "daemon/system/log.h"
#include "daemon/system/stop_order.h"
#include "db/feed/change_listener.h"

namespace cabled {

/// Decides after each step whether there is another, and waits where waiting is due.
class FeedPace {
 public:
  FeedPace(bool follow, const Session& session, StopOrder& order)
      : follow_(follow), order_(order), listener_(session.connect("feed listener")) {}

  bool stopped() const { return order_.signal() != 0; }

  /// The code of a feed that `stopped()` ended: one that follows has no other end.
  int code() const { return stopped() && !follow_ ? stopped_by(order_.signal()) : kDone; }

  /// Nothing new: false when the command is done. `look` tells what is held back.
  template <typename Look>
  bool rest(Look look) {
    if (!follow_) {
      const Result<std::optional<db::HeldChanges>> held = look();
      if (held && *held) log::warn("feed held back", {{"reason", held_words(**held)}});
      return false;
    }
    const auto now = steady_clock::now();
    if (watch_.is_due(now)) watch_.saw(look(), now);
    if (!listener_.wait(kPollEvery)) nap(order_.stop(), kPollEvery);
    return !stopped();
  }

  /// Waits for the next try, `at_least` so long. False when it is of no use.
  bool retry(const Error& error, std::chrono::milliseconds at_least = {}) {
    if (error.kind != ErrorKind::kTransient) return false;
    if (!follow_ && (++failures_ >= kMostFailures || at_least > kLongestOnce)) return false;
    if (pause_ == kFirstRetry) log::warn("feed delayed", {{"error", error.message}});
    nap(order_.stop(), std::max(pause_, at_least));
    pause_ = std::min(pause_ * 2, kLongestRetry);
    return true;
  }

  void worked() {
    if (pause_ != kFirstRetry) log::info("feed goes on");
    pause_ = kFirstRetry;
    failures_ = 0;
  }

 private:
  using milliseconds = std::chrono::milliseconds;
  using steady_clock = std::chrono::steady_clock;
  // The base of following; notices only make it quicker.
  static constexpr milliseconds kPollEvery{1000};
  static constexpr milliseconds kFirstRetry{100};
  static constexpr milliseconds kLongestRetry{5000};
  // A command that is not to follow gives up after so many failures in a row: some half a minute.
  static constexpr int kMostFailures = 10;
  // And does not wait for a receiver that wants to be left alone for longer.
  static constexpr std::chrono::minutes kLongestOnce{1};

  bool follow_;
  StopOrder& order_;
  db::ChangeListener listener_;
  HeldChangesWatch watch_;
  milliseconds pause_ = kFirstRetry;
  int failures_ = 0;
};

}  // namespace cabled
