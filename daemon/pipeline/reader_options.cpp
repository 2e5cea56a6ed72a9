#include "daemon/pipeline/reader_options.h"

#include <thread>

namespace cabled {

PageReaderOptions reader_options(const Config& config, const SourceRules* source) {
  PageReaderOptions options;
  options.limits.arena_bytes = config.parse.memory.count;
  options.limits.cpu_time = config.parse.cpu_time;
  if (source != nullptr && source->source().profile != "auto") {
    options.profile = source->source().profile;
  }
  return options;
}

std::size_t parse_threads(const Config& config) {
  if (config.parse.threads > 0) return static_cast<std::size_t>(config.parse.threads);
  const unsigned cores = std::thread::hardware_concurrency();  // 0 where nobody knows
  return cores > 1 ? cores - 1 : 1;
}

}  // namespace cabled
