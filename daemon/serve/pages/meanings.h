#pragma once

#include <string>
#include <string_view>

namespace cabled::serve {

// What codes of telegrams mean; empty where it is not known. Of several meanings all are given.
std::string meaning_of_tag(std::string_view tag);
std::string meaning_of_station(std::string_view station);
std::string meaning_of_caption(std::string_view caption);

}  // namespace cabled::serve
