#pragma once

#include <span>
#include <string>
#include <string_view>

#include "daemon/metrics/metric_family.h"

namespace cabled {

/// How figures are written down.
enum class MetricFormat {
  kPrometheus,   ///< the text format, version 0.0.4
  kOpenMetrics,  ///< version 1.0.0
};

/// The format that an Accept field asks for.
MetricFormat metric_format(std::string_view accept);
/// Its content type.
std::string_view content_type(MetricFormat format);

/// Families of different names, in the order in which they come.
std::string exposition(std::span<const MetricFamily> families, MetricFormat format);

}  // namespace cabled
