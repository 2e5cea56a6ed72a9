#pragma once

#include <string>
#include <string_view>

namespace cabled {

/// A subject in headline case: "SPD IN DRIVER'S SEAT" becomes "SPD in Driver's Seat".
///
/// A word that already mixes cases stays as it is ("DoD"). Small words stay small but at the ends
/// and after a colon. Acronyms and redactions ("XXXX") stay in capitals.
std::string title_case(std::string_view subject);

}  // namespace cabled
