#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cabled::serve {

/// A number as people read it: "1,234,567".
std::string grouped(std::int64_t number);

/// A number with its noun: "1 cable", "1,234 cables".
std::string counted(std::int64_t number, std::string_view one, std::string_view many);

/// Bytes as people read them: "812 bytes", "12.4 kB", "3.1 GB"; powers of a thousand.
std::string byte_words(std::uint64_t bytes);

/// A time of the database, "2009-11-30T08:15:00Z", as "30 November 2009, 08:15 UTC". Anything else
/// stays as it is.
std::string time_words(std::string_view utc);

/// The day of it alone: "30 November 2009".
std::string day_words(std::string_view utc);

/// A span of time by its greatest unit: "3 days", "1 hour", "20 seconds".
std::string span_words(std::int64_t seconds);

}  // namespace cabled::serve
