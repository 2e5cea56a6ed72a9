#pragma once

#include <chrono>
#include <stop_token>
#include <string_view>

#include "parsers/model/error.h"

namespace cabled {

/// Paces the tries of one piece of work while what it needs is away: 0.1 s, doubling to a second.
/// The log gets one line when it begins to wait and one when that is over, not one a try.
class OutageWait {
 public:
  /// The words of the two lines.
  OutageWait(std::string_view delayed, std::string_view back) : delayed_(delayed), back_(back) {}

  /// A try failed: waits for the next, or until `stop`.
  void pause(const Error& error, const std::stop_token& stop);
  /// A try succeeded.
  void over();

  /// How long it has waited so far.
  std::chrono::milliseconds waited() const noexcept { return waited_; }

 private:
  static constexpr std::chrono::milliseconds kFirstPause{100};

  std::string_view delayed_;
  std::string_view back_;
  std::chrono::milliseconds pause_ = kFirstPause;
  std::chrono::milliseconds waited_{0};
  bool told_ = false;
};

}  // namespace cabled
