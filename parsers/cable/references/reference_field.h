#pragma once

#include <cstddef>

#include "parsers/telegram/preamble.h"

namespace cabled {

/// Where the REF field that begins at `begin` (after its label) ends. It goes on over blank lines
/// as long as bullets follow or an item was left open.
std::size_t reference_field_end(const Preamble& preamble, std::size_t begin);

}  // namespace cabled
