#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "db/frontier/source_health.h"

namespace cabled {

/// What has fallen at a source against its own history, a sentence each: the share of pages that
/// give a cable, the locator's confidence, the coverage of fields. Empty: nothing, or too few pages
/// to tell.
std::vector<std::string> drift_alarms(const db::SourceHealth& health);

/// Says in the log what drifts: once when it begins, once when it ends.
class DriftWatch {
 public:
  void look(const std::vector<db::SourceHealth>& sources);

 private:
  std::map<std::string, std::vector<std::string>> known_;  ///< by source: its alarms
};

}  // namespace cabled
