#pragma once

#include <string_view>

/// What the short columns of a dump look like.
namespace cabled {

/// "251287".
bool is_row_number(std::string_view text);
/// A day with or without a time: "12/28/1966 18:48", "28.12.1966", "1966-12-28T18:48:00+00:00",
/// "28 Dec 1966 6:48 PM". Which of two numbers is the month is not asked.
bool is_row_date(std::string_view text);
/// "66EXAMPLE1", with blanks or a year of four digits too.
bool is_row_reference(std::string_view text);

}  // namespace cabled
