#pragma once

#include <chrono>
#include <functional>

#include "daemon/app/command_outcome.h"
#include "daemon/system/stop_order.h"

namespace cabled {

/// What a command makes of signals. By the second one all is cut at once, whatever it does.
struct StopRules {
  HangUp hang_up = HangUp::kStops;
  /// How long after the first signal its work may go on to its own end; then what is under way is
  /// cut, statements in the database first of all.
  std::chrono::milliseconds grace{6500};
  /// How long what was cut then has to write down how it stands; an orderly stop is promised within
  /// ten seconds.
  std::chrono::milliseconds wind_up{2500};
  /// Whether a stop is how it ends in any case, with 0.
  enum class Ends { kByItself, kByStop } ends = Ends::kByItself;
};

/// Does `work`, which answers an exit code, on a thread of its own, while the calling thread hears
/// signals and waits for nothing else: neither database, disk, network nor a reader of what we
/// print. Work that does not end some time after it was cut ends with the process; that loses
/// nothing, since pages are archived before they are read, and what is not committed is still due.
///
/// A command that was stopped and did not come to its end answers 128 and the signal's number.
int run_stoppable(const StopRules& rules, const std::function<int(StopOrder&)>& work);

/// The exit code of a command that `signal` ended before its work was done.
ExitCode stopped_by(int signal);

}  // namespace cabled
