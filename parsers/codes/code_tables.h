#pragma once

#include <string_view>

/// The tables: a code and its meaning a line. Public knowledge of the Department's handbooks; what
/// is not certain is left out.
namespace cabled::code_tables {

extern const std::string_view kSubjectTags;
extern const std::string_view kProgramTags;
extern const std::string_view kOrganizationTags;
extern const std::string_view kCountryTags;
extern const std::string_view kStations;
extern const std::string_view kCaptions;
extern const std::string_view kAcronyms;

}  // namespace cabled::code_tables
