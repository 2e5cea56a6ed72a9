#pragma once

#include <chrono>
#include <thread>
#include <vector>

#include "daemon/app/session.h"
#include "daemon/metrics/instruments.h"

namespace cabled {

/// How many cables and renditions there are, counted now and then on a thread of its own: counting
/// a million rows takes a tenth of a second, too long for each request.
class CorpusFigures {
 public:
  explicit CorpusFigures(const Session& session);

  std::vector<MetricFamily> read() const { return {cables_.read(), renditions_.read()}; }

 private:
  void count_until(const std::stop_token& stop);

  GaugeFamily cables_;
  GaugeFamily renditions_;
  db::Connection connection_;
  std::jthread thread_;
};

}  // namespace cabled
