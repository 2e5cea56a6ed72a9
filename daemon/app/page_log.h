#pragma once

#include <span>

#include "daemon/pipeline/page_job.h"
#include "daemon/system/log.h"

namespace cabled {

/// How loud the log tells of a page: a warning when it was given up and nobody expected that, info
/// when it could not be had and is tried again or is simply not there, debug for all else.
log::Level level_of(const db::Ruling& ruling);

/// An event a page, on any thread.
void log_pages(std::span<const PageNote> notes);

}  // namespace cabled
