#pragma once

#include <string>
#include <vector>

#include "parsers/cable/body/clean_text.h"
#include "parsers/model/cable.h"

namespace cabled {

/// What `cable`, of which all fields are read, is seen to lack. `clean` is its clean text.
///
/// Whole telegrams show nothing: a piece of a header or of a body that was given alone, a text
/// without any header line, and a record that calls itself an extract are no damage by that.
std::vector<Damage> find_damage(const Cable& cable, const CleanText& clean);

/// `damage` for people: "p2: the sentence breaks off …".
std::string damage_warning(const Damage& damage);

}  // namespace cabled
