#pragma once

#include <vector>

#include "parsers/model/cable.h"

namespace cabled {

/// Names a sentence of `damage` that breaks off in the first paragraph a summary that never ends,
/// where `cable` has a summary and no end mark of one. That a summary has none is no damage by
/// itself (5 % of real cables).
void note_open_summary(std::vector<Damage>& damage, const Cable& cable);

}  // namespace cabled
