#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "parsers/model/cable.h"

namespace cabled {

/// The cable object that users' scripts rely on (docs/cable.md), on one line: every key, in one
/// order; absent scalars are null, absent lists [].
std::string cable_line(const Cable& cable);

/// The same without `text`, `prose` and `paragraphs`: what the database keeps beside the text, from
/// which the three are read again.
std::string fields_line(const Cable& cable);

/// The cable object of a stored cable: its kept fields, and what is read again from its text.
std::string stored_cable_line(const std::string& fields, const std::string& text);

/// The same as a tree, to be put into another object.
nlohmann::ordered_json stored_to_json(const std::string& fields, const std::string& text);

/// One line of JSON; bytes that are no UTF-8 become U+FFFD.
std::string to_line(const nlohmann::ordered_json& value);

}  // namespace cabled
