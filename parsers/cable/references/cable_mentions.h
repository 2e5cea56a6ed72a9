#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "parsers/model/cable_id.h"

namespace cabled {

/// A cable that a text names by its full number, and the place of those words.
struct CableMention {
  CableId id;
  std::size_t begin;
  std::size_t end;
};

/// Finds the cables that are named anywhere in a text with year, station and serial: "09TOKYO2885",
/// "09 TOKYO 2885", "07 RIO DE JANEIRO 12". A number without its year is left alone, as its year
/// would have to be guessed. In order, none overlaps another. Linear in the size of the text.
std::vector<CableMention> cable_mentions(std::string_view text);

}  // namespace cabled
