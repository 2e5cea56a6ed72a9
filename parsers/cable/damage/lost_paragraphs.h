#pragma once

#include <vector>

#include "parsers/model/cable.h"

namespace cabled {

/// Numbers that no paragraph has between those that have one. A number that the next does not go on
/// from is an item of a list.
std::vector<Damage> find_lost_paragraphs(const Cable& cable);

}  // namespace cabled
