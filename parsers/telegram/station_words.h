#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace cabled {

/// How many bytes at the end of `words_before` ("WITH THE PORT AU ", in capitals, ends in a blank)
/// belong to the name of the station whose last word is `last`: 8 for "PORT AU " before PRINCE,
/// none for the "THE " before LIMA.
std::size_t station_prefix_size(std::string_view words_before, std::string_view last);

/// The station named by a run of words, without blanks: the whole run when it is short, else its
/// last word with what belongs to it.
std::string joined_station(std::span<const std::string_view> words);

}  // namespace cabled
