#pragma once

#include <cstdint>
#include <string>

#include "parsers/model/error.h"

namespace cabled {

/// kTransient when less than `floor` bytes are free on the disk of `folder`.
Result<void> disk_room(const std::string& folder, std::uint64_t floor);

}  // namespace cabled
