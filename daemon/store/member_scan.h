#pragma once

#include <cstdint>
#include <optional>

#include "parsers/model/error.h"

namespace cabled {

/// The gzip member that starts at `offset` of the file: where it ends if it is whole and its check
/// sum is right, nothing if it is not. Reads as a stream, in constant memory. Error: the file
/// cannot be read.
Result<std::optional<std::uint64_t>> end_of_member(int file, std::uint64_t offset);

/// Where the next gzip header after `offset` may begin; nothing when none does.
Result<std::optional<std::uint64_t>> next_gzip_magic(int file, std::uint64_t offset);

}  // namespace cabled
