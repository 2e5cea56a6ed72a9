#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "parsers/model/cable_id.h"

namespace cabled {

/// What a telegram says of taking back itself or others.
struct Cancels {
  std::vector<CableId> replaced;       ///< those that this one takes the place of
  bool cancelled = false;              ///< this one is taken back
  std::optional<CableId> replaced_by;  ///< the number under which it is sent again
  bool corrected = false;              ///< this one is a corrected copy of itself
};

/// Reads it from the first part of a telegram's `text` (upper case); `self` is its own id.
Cancels read_cancels(std::string_view text, const std::optional<CableId>& self);

}  // namespace cabled
