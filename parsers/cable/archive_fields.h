#pragma once

#include <map>
#include <optional>
#include <string>

#include "parsers/model/cable.h"

namespace cabled {

/// The id in the document number of an archive's record: "1975NEWDE04567" is 75NEWDELHI4567. A
/// station stands there with the first six characters of its name, without blanks.
std::optional<CableId> id_of_record(const std::map<std::string, std::string>& attributes);

/// Takes from the archive's record what the text does not say: sender, addressee, classification,
/// captions, TAGS, subject, references. Its date is a day without an hour, which is no time.
void fill_from_record(Cable& cable, const std::map<std::string, std::string>& attributes);

}  // namespace cabled
