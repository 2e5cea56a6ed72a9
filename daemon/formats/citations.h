#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "daemon/formats/cited_cable.h"

namespace cabled {

/// One entry of BibTeX, with its line end.
std::string bibtex_entry(const CitedCable& cable);

/// One record of RIS, from TY to ER; lines end in CRLF as the format asks for.
std::string ris_record(const CitedCable& cable);

/// An item of CSL-JSON; a file of them is an array.
nlohmann::ordered_json csl_item(const CitedCable& cable);

/// As the National Archives of the United States ask for telegrams to be cited: the document, its
/// date, and the series, of those of 1973 to 1979 which they hold as electronic telegrams.
std::string archives_citation(const CitedCable& cable);

/// A note by the Chicago Manual of Style.
std::string chicago_citation(const CitedCable& cable);

}  // namespace cabled
