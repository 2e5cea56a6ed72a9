#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cabled {

/// Makes the clean text of a telegram from its lines: pilcrows and a repeated excerpt are taken
/// out; trailing blanks are cut, runs of blank lines kept as one, lines end in \n.
std::string clean_telegram(std::vector<std::string_view> lines);

}  // namespace cabled
