#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parsers/model/cable_id.h"

namespace cabled {

/// The ids that may have been meant by one that is not there, the likelier first: a digit of the
/// serial written wrongly, left out, doubled or exchanged with the next; another year; a post whose
/// name is as near.
std::vector<std::string> near_ids(const CableId& id);

/// The words that may have been meant by one that is in no text: a letter written wrongly, left
/// out, added or exchanged with the next. None of words that are not of 3 to 24 Latin letters.
std::vector<std::string> near_words(std::string_view word);

}  // namespace cabled
