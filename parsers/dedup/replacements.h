#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "parsers/model/cable_id.h"

namespace cabled {

/// The cables under whose number a telegram says that it is sent again: "NEW MESSAGE SENT OUT UNDER
/// MRN 1921", "RESENT AS 07 LONDON 1921". A number alone is of the station and year of `self`.
std::vector<CableId> read_replacements(std::string_view text, const std::optional<CableId>& self);

}  // namespace cabled
