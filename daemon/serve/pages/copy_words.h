#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/dedup/change_kind.h"
#include "parsers/dedup/known_text.h"

namespace cabled::serve {

/// What may be said of a copy beside its text.
struct CopyFacts {
  nlohmann::ordered_json fields;           ///< read from its text
  const nlohmann::ordered_json& of_cable;  ///< published, from all copies
  CopyGaps gaps;
};

/// What a copy lacks or withholds, in sentences: never empty.
std::vector<std::string> copy_sentences(const CopyFacts& copy);

/// The names of fields that the cable has and this text does not give: "TAGS", "date".
std::vector<std::string> lacking_fields(const nlohmann::ordered_json& copy,
                                        const nlohmann::ordered_json& cable);

/// What a kind of change means, for the key below a comparison.
std::string_view meaning_of_change(TextChangeKind kind);

}  // namespace cabled::serve
