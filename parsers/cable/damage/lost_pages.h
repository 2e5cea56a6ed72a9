#pragma once

#include <string_view>
#include <vector>

#include "parsers/model/cable.h"

namespace cabled {

/// Pages and sections that others of the same telegram are counted with. Most pages show the head
/// of the first section alone and all sections below it: what is not counted is not missed.
std::vector<Damage> find_lost_pages(std::string_view text);

}  // namespace cabled
