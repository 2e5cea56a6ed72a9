#pragma once

#include <string_view>

#include "parsers/model/cable.h"

namespace cabled {

/// What a reference that is no cable points to, by the words in it ("E-MAIL", "TELCON", "FAM");
/// kUnknown when none of them stands there.
ReferenceKind reference_kind(std::string_view text);

/// Whether a word (upper case) can be no part of a station's name: months, prepositions, the words
/// that reference_kind() knows.
bool is_no_station_word(std::string_view word);

}  // namespace cabled
