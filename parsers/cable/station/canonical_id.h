#pragma once

#include <string_view>

#include "parsers/model/cable_id.h"

namespace cabled {

/// The canonical id for an id in any form that republishers gave it: aliases of stations
/// ("05RIO123" is 05RIODEJANEIRO123), swallowed section marks ("08ECTION01OF02MANAMA492"), EFTO,
/// operating signals, doubled years, misspelt stations when only one station is that near.
/// Rules, not a list of known bad ids. Fails (kInvalid) when no id can be made out.
Result<CableId> canonical_id(std::string_view text);

}  // namespace cabled
