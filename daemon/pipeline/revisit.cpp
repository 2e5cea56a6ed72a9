#include "daemon/pipeline/revisit.h"

#include <algorithm>
#include <random>

namespace cabled {

using std::chrono::milliseconds;

milliseconds revisit_after(const CrawlTask& task, const Source& source, PageChange change) {
  // A page that was never fetched has nothing to have changed from.
  if (task.revisit.count() == 0 || !task.last_payload) return source.revisit;
  const milliseconds next =
      change == PageChange::kSame ? task.revisit * 2 : std::max(task.revisit / 2, milliseconds(1));
  return std::clamp(next, std::min(source.revisit_min, source.revisit),
                    std::max(source.revisit_max, source.revisit));
}

std::optional<milliseconds> next_visit(const SourceRules* source) {
  if (source == nullptr || source->schedule()) return std::nullopt;
  thread_local std::minstd_rand dice{std::random_device{}()};
  const milliseconds jitter = source->source().jitter;
  std::uniform_int_distribution<milliseconds::rep> spread(0, jitter.count());
  return source->source().every + milliseconds(spread(dice));
}

}  // namespace cabled
