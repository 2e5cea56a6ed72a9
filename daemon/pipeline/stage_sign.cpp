#include "daemon/pipeline/stage_sign.h"

#include <utility>

namespace cabled {

using std::chrono::steady_clock;

std::vector<StageReading> StageSigns::read() const {
  const std::lock_guard lock(mutex_);
  std::vector<StageReading> readings;
  readings.reserve(signs_.size());
  for (const StageSign* sign : signs_) readings.push_back(sign->reading_);
  return readings;
}

StageSign::StageSign(StageSigns& all, std::string stage)
    : all_(all), reading_{std::move(stage), StageState::kIdle, steady_clock::now()} {
  const std::lock_guard lock(all_.mutex_);
  all_.signs_.insert(this);
}

StageSign::~StageSign() {
  const std::lock_guard lock(all_.mutex_);
  all_.signs_.erase(this);
}

void StageSign::set(StageState state) {
  const std::lock_guard lock(all_.mutex_);
  if (state == StageState::kWaits && reading_.state == StageState::kWaits) return;
  reading_.state = state;
  reading_.since = steady_clock::now();
}

}  // namespace cabled
