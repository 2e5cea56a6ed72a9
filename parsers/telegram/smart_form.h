#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cabled {

/// A telegram in the form that the Department's SMART system prints since 2010 (MRN, Date/DTG,
/// From, Action, E.O., TAGS, Captions, Reference, Subject, … Signature), written the older way: FM,
/// TO and INFO lines, a line of classification and number, E.O., TAGS, SUBJECT, REF, the body, the
/// name. What reads the older way reads it then; the text itself stays as it is. Absent when `text`
/// is no such form: its MRN line is what tells.
std::optional<std::string> smart_form_as_telegram(std::string_view text);

}  // namespace cabled
