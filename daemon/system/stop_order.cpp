#include "daemon/system/stop_order.h"

#include <utility>

namespace cabled {

SignalRequest StopOrder::wait(std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  SignalRequest request = SignalRequest::kNothing;
  told_.wait_for(lock, patience, [&] {
    request = take_request();
    return request != SignalRequest::kNothing;
  });
  return request;
}

// A stop first: neither a reload nor a busy stage may keep it from being heard.
SignalRequest StopOrder::take_request() {
  if (std::exchange(stop_waits_, false)) return SignalRequest::kStop;
  if (std::exchange(cut_waits_, false)) return SignalRequest::kCut;
  if (std::exchange(wake_waits_, false)) return SignalRequest::kWake;
  if (std::exchange(reload_waits_, false)) return SignalRequest::kReload;
  return SignalRequest::kNothing;
}

void StopOrder::wake() {
  {
    const std::lock_guard lock(mutex_);
    wake_waits_ = true;
  }
  told_.notify_all();
}

void StopOrder::give_stop(int signal) {
  signal_ = signal;
  // Told before the work can end of it: whoever waits for its end hears of the stop first.
  {
    const std::lock_guard lock(mutex_);
    stop_waits_ = true;
  }
  told_.notify_all();
  stop_.request_stop();
}

void StopOrder::give_cut() {
  {
    const std::lock_guard lock(mutex_);
    cut_waits_ = cut_waits_ || !cut_.stop_requested();
  }
  told_.notify_all();
  cut_.request_stop();
}

void StopOrder::give_reload() {
  {
    const std::lock_guard lock(mutex_);
    reload_waits_ = true;
  }
  told_.notify_all();
}

void nap(const std::stop_token& stop, std::chrono::milliseconds time) {
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock lock(mutex);
  wake.wait_for(lock, stop, time, [] { return false; });
}

}  // namespace cabled
