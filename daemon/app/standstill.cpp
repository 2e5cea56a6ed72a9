#include "daemon/app/standstill.h"

#include <algorithm>

namespace cabled {

std::optional<std::string> Standstill::find(std::span<const StageReading> stages, Time now) {
  const auto waits = [&](const StageReading& stage) {
    return stage.state == StageState::kWaits && now - stage.since >= kLongWait;
  };
  if (std::ranges::any_of(stages, waits)) excused_at_ = now;
  for (const StageReading& stage : stages) {
    const bool stands = now - std::max(stage.since, excused_at_) > kPatience;
    if (stage.state == StageState::kWorks && stands) return stage.stage;
  }
  return std::nullopt;
}

}  // namespace cabled
