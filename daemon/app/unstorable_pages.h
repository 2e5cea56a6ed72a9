#pragma once

#include <cstdint>
#include <span>

#include "daemon/pipeline/page_job.h"

namespace cabled {

/// How many of these pages were written off because the database would not take what is in them.
std::uint64_t count_unstorable(std::span<const PageNote> notes);

/// Says on standard error, where there are any, that they are kept and how they get in later.
void tell_of_unstorable(std::uint64_t pages);

}  // namespace cabled
