#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "parsers/model/cable.h"

namespace cabled {

/// The cable object that users' scripts rely on (docs/cable.md): every key, in one order; absent
/// scalars are null, absent lists [].
nlohmann::ordered_json to_json(const Cable& cable);

/// The same without `text`, `prose` and `paragraphs`: what the database keeps beside the text, from
/// which the three are read again.
nlohmann::ordered_json fields_to_json(const Cable& cable);

/// The cable object of a stored cable: its kept fields, and what is read again from its text.
nlohmann::ordered_json stored_to_json(const std::string& fields, const std::string& text);

/// One line of JSON; bytes that are no UTF-8 become U+FFFD.
std::string to_line(const nlohmann::ordered_json& value);

}  // namespace cabled
