#pragma once

#include <cstddef>

namespace cabled {

/// The most descriptors that this process may have (RLIMIT_NOFILE), once it has taken all that the
/// system grants it: shells and services begin with fewer.
std::size_t take_descriptors() noexcept;

/// How many more it may open now; none when not even looking is possible.
std::size_t free_descriptors() noexcept;

/// What connections must leave to the rest of a crawl: the database, the archive, name look-ups and
/// certificates.
inline constexpr std::size_t kReservedDescriptors = 20;
/// A connection, and what looks its name up or replaces it.
inline constexpr std::size_t kDescriptorsOfConnection = 2;

/// How many of `wanted` connections the descriptors that are free now are enough for; one at least.
std::size_t connections_that_fit(std::size_t wanted) noexcept;

}  // namespace cabled
