#pragma once

#include <chrono>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace cabled {

enum class StageState {
  kIdle,   ///< nothing to do
  kWorks,  ///< has work at hand that is ours alone to do
  kWaits,  ///< has work, and waits for the database or for room on the disk
};

/// What a stage is at, and since when: of work, since its last step.
struct StageReading {
  std::string stage;
  StageState state = StageState::kIdle;
  std::chrono::steady_clock::time_point since;
};

class StageSign;

/// The signs of all stages that run. Any thread.
class StageSigns {
 public:
  std::vector<StageReading> read() const;

 private:
  friend class StageSign;

  mutable std::mutex mutex_;
  std::set<const StageSign*> signs_;  // this and what they hold is guarded by mutex_
};

/// A stage's sign of what it is at, set by its thread; in sight as long as it exists.
class StageSign {
 public:
  StageSign(StageSigns& all, std::string stage);
  StageSign(const StageSign&) = delete;
  StageSign& operator=(const StageSign&) = delete;
  StageSign(StageSign&&) = delete;
  StageSign& operator=(StageSign&&) = delete;
  ~StageSign();

  /// Each call is a step of the work. To go on waiting is none.
  void set(StageState state);

 private:
  friend class StageSigns;

  StageSigns& all_;
  StageReading reading_;  // guarded by all_.mutex_
};

}  // namespace cabled
