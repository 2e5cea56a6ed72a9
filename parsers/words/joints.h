#pragma once

namespace cabled::words {

/// Counts the dots, slashes, hyphens and the like of a token: one of many is cut short, for each of
/// them may be tried in several ways.
class Joints {
 public:
  bool may_go_on() noexcept { return ++count_ <= kMost; }

 private:
  static constexpr int kMost = 64;

  int count_ = 0;
};

}  // namespace cabled::words
