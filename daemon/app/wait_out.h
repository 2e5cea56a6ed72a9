#pragma once

#include <stop_token>
#include <string_view>

#include "daemon/system/outage_wait.h"
#include "db/sql/server_fault.h"

namespace cabled {

/// Does `attempt`, which answers a Result, again and again while the database is away, as long as
/// it takes or until `stop`: a command that has begun its work does not end because a server
/// restarts. `delayed` is what the log is told once. What no waiting cures is answered at once, and
/// a statement that runs out of time after some tries: it would at each.
template <typename Attempt>
auto wait_out(std::string_view delayed, const std::stop_token& stop, Attempt attempt)
    -> decltype(attempt()) {
  static constexpr int kMostTimeouts = 5;
  OutageWait wait(delayed, "database back");
  int timeouts = 0;
  while (true) {
    auto done = attempt();
    if (done) {
      wait.over();
      return done;
    }
    if (db::ran_out_of_time(done.error())) ++timeouts;
    if (done.error().kind != ErrorKind::kTransient || timeouts == kMostTimeouts ||
        stop.stop_requested()) {
      return done;
    }
    wait.pause(done.error(), stop);
  }
}

}  // namespace cabled
