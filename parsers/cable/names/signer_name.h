#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cabled {

/// The names in what follows "Classified By:", up to the reasons: "Acting DCM Ted Osius, ..." gives
/// "Ted Osius". A name follows its office, or stands before it with a comma between; a second name
/// comes after "and" with an office of its own.
std::vector<std::string> names_of_classifiers(std::string_view field);

}  // namespace cabled
