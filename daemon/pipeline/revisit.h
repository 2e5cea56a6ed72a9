#pragma once

#include <chrono>
#include <optional>

#include "daemon/config/config.h"
#include "daemon/pipeline/page_job.h"
#include "daemon/schedule/source_rules.h"

namespace cabled {

enum class PageChange { kChanged, kSame };

/// How long until a page that gave a cable is visited again: the source's `revisit` at first; then
/// twice as long when a visit finds it the same, half as long when it has changed, within
/// `revisit_min` and `revisit_max`.
std::chrono::milliseconds revisit_after(const CrawlTask& task, const Source& source,
                                        PageChange change);

/// How long until a list is visited again: `every` and up to `jitter`. Nothing when its source has
/// a schedule, whose runs make it due, or it has no source.
std::optional<std::chrono::milliseconds> next_visit(const SourceRules* source);

}  // namespace cabled
