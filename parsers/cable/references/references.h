#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "parsers/model/cable.h"
#include "parsers/telegram/preamble.h"

namespace cabled {

/// The references of a telegram and where their field ends in the preamble.
struct References {
  std::vector<Reference> references;
  std::size_t end = 0;
};

/// Reads the REF fields. When a telegram has two (its header was repeated), the later one counts
/// unless it is shorter. References to the telegram itself are left out, as is the same cable
/// twice in a row.
References read_references(const Preamble& preamble, const std::optional<CableId>& self);

}  // namespace cabled
