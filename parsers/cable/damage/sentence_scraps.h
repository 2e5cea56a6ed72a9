#pragma once

#include <string_view>

namespace cabled {

/// Whether the sentence that begins near the end of the line `above` and ends near the start of the
/// line `below` is none: "… no money. The / tons. He said", "… told us that / decision.". It is
/// short, begins with an article or with "that", and has no word that could be its verb; false
/// where that cannot be told.
bool is_scrap(std::string_view above, std::string_view below);

/// Whether a reference that `above` begins at its end, "(see ref", is not closed in `below`.
bool leaves_bracket_open(std::string_view above, std::string_view below);

}  // namespace cabled
