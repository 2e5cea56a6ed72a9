#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "parsers/telegram/preamble.h"

namespace cabled {

/// The tags of a telegram and where they end in the preamble.
struct Tags {
  std::vector<std::string> tags;  ///< upper case, repaired, without repetitions, in order
  std::size_t end = 0;
};

/// Reads the TAGS line and what it wraps to.
Tags read_tags(const Preamble& preamble);

}  // namespace cabled
