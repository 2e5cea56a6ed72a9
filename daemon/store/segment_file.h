#pragma once

#include <sys/types.h>

#include <cerrno>
#include <string_view>
#include <system_error>

#include "parsers/model/error.h"

namespace cabled {

/// The mode of a segment that is being written.
inline constexpr mode_t kOpenMode = 0640;
/// The mode of a segment that is whole. Only a segment of the day is ever written again.
inline constexpr mode_t kSealedMode = 0440;

/// What errno says of `doing` something to the segment or folder `what`. kTransient: a full disk or
/// a lost mount may come back.
inline Error segment_error(std::string_view doing, std::string_view what) {
  return {ErrorKind::kTransient,
          fmt::format("cannot {} '{}': {}", doing, what, std::generic_category().message(errno))};
}

}  // namespace cabled
