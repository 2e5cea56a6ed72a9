#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace cabled {

/// A subject in headline case: "SPD IN DRIVER'S SEAT" becomes "SPD in Driver's Seat".
///
/// A word that already mixes cases stays as it is ("DoD"). Small words stay small but at the ends
/// and after a colon. Acronyms and redactions ("XXXX") stay in capitals.
///
/// What is an acronym the telegram's own body says best: `acronyms` are the words that it has in
/// capitals alone. For a telegram that is all in capitals they are none, and a list is asked.
std::string title_case(std::string_view subject,
                       const std::set<std::string, std::less<>>& acronyms);

/// The words of `subject`, which is in capitals, that `body` has in capitals and never otherwise;
/// none where `body` is all in capitals itself.
std::set<std::string, std::less<>> acronyms_of_body(std::string_view subject,
                                                    std::string_view body);

}  // namespace cabled
