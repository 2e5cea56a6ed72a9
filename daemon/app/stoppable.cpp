#include "daemon/app/stoppable.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <exception>
#include <future>
#include <thread>

#include "daemon/app/open_statements.h"
#include "daemon/app/output.h"
#include "daemon/postgres/signalled_end.h"
#include "daemon/system/log.h"

namespace cabled {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// After a second signal somebody waits: a second is promised.
constexpr milliseconds kShortWindUp{600};
// A statement that is younger may well be the one that gives the leases back.
constexpr milliseconds kYoungStatement{250};
constexpr milliseconds kLook{50};
constexpr milliseconds kFarOff = std::chrono::hours(1);

ExitCode code_of_stop(const StopRules& rules, int signal) {
  return rules.ends == StopRules::Ends::kByStop ? kDone : stopped_by(signal);
}

/// Ends the process with its work undone. The last words must not hold it up: whoever should read
/// them may have stopped reading.
[[noreturn]] void end_at_once(int code) {
  std::promise<void> said;
  std::future<void> heard = said.get_future();
  std::thread([&said] {
    log::warn("stopped with work under way; what was not written is done again next time");
    said.set_value();
  }).detach();
  heard.wait_for(milliseconds(100));
  stop_server_before_exit();
  ::_exit(code);
}

/// Where a stop has come to. For the main thread.
class StopCourse {
 public:
  StopCourse(const StopRules& rules, StopOrder& order) : rules_(rules), order_(order) {}

  void take(SignalRequest request, int signal) {
    const auto now = steady_clock::now();
    if (request == SignalRequest::kReload) order_.give_reload();
    if (request == SignalRequest::kStop) {
      cut_at_ = now + rules_.grace;
      end_at_ = cut_at_ + rules_.wind_up;
      order_.give_stop(signal);
    }
    if (request == SignalRequest::kCut) {
      cut_at_ = std::min(cut_at_, now);
      end_at_ = std::min(end_at_, now + kShortWindUp);
    }
  }

  /// Does what is due, and says how long nothing is.
  milliseconds go_on() {
    const auto now = steady_clock::now();
    if (order_.signal() == 0) return kFarOff;
    if (now >= end_at_) end_at_once(code_of_stop(rules_, order_.signal()));
    if (now < cut_at_) return std::chrono::ceil<milliseconds>(cut_at_ - now);
    if (!order_.cut().stop_requested()) order_.give_cut();
    statements_.break_older_than(kYoungStatement);
    return kLook;
  }

 private:
  const StopRules& rules_;
  StopOrder& order_;
  OpenStatements statements_;
  steady_clock::time_point cut_at_ = steady_clock::time_point::max();
  steady_clock::time_point end_at_ = steady_clock::time_point::max();
};

}  // namespace

int run_stoppable(const StopRules& rules, const std::function<int(StopOrder&)>& work) {
  // Also while the process ends after its work: a signal then has nothing to stop any more.
  hold_signals_to_the_end();
  // Before any thread starts, so that all of them leave the signals to this one.
  StopSignal signals(rules.hang_up);
  StopOrder order;
  StopCourse course(rules, order);
  std::atomic<bool> over{false};
  int code = kFailed;
  std::exception_ptr bug;
  std::thread worker([&] {
    try {
      // Here, where a reader that takes nothing holds up no signal.
      code = output().finish(work(order));
    } catch (...) {
      bug = std::current_exception();
    }
    over = true;
    signals.wake();
  });
  while (!over) {
    const SignalRequest request = signals.wait(course.go_on());
    course.take(request, signals.stopped_by());
  }
  worker.join();
  if (bug) std::rethrow_exception(bug);
  if (order.signal() == 0 || code == kDone) return code;
  // What failed may have failed because it was cut, and to call it so is never wrong.
  return code_of_stop(rules, order.signal());
}

ExitCode stopped_by(int signal) {
  if (signal == SIGHUP) return kHungUp;
  return signal == SIGINT ? kInterrupted : kTerminated;
}

}  // namespace cabled
