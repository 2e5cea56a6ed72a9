#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cabled::serve {

/// "251,287".
std::string grouped(std::int64_t number);

/// "1 cable", "251,287 cables".
std::string counted(std::int64_t number, std::string_view one, std::string_view many);

/// A time as the database writes it (RFC 3339), for people: "25 January 2010, 23:38 UTC". What is
/// no such time is given back as it is.
std::string long_time(std::string_view time);
/// "25 January 2010".
std::string long_day(std::string_view time);
/// "January 2010", of "2010-01".
std::string long_month(std::string_view month);

/// A line of a list: what is longer than any subject ends with "…".
std::string shortened(std::string_view text);

}  // namespace cabled::serve
