#pragma once

#include <cstdint>
#include <string>

namespace cabled::serve {

/// Bytes as people read them: "812 bytes", "12.4 kB", "3.1 GB"; powers of a thousand.
std::string byte_words(std::uint64_t bytes);

/// A span of time by its greatest unit: "3 days", "1 hour", "20 seconds".
std::string span_words(std::int64_t seconds);

}  // namespace cabled::serve
