#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "parsers/cable/references/reference_tokens.h"
#include "parsers/model/cable_id.h"

namespace cabled {

/// The latest year of a telegram that refers to others.
inline constexpr int kLastReferenceYear = 2013;

/// The value of `digits`, which are digits and few.
long digits_value(std::string_view digits);

/// The year of "05", "2005" and "005"; nothing when the number can be no year.
std::optional<int> reference_year(std::string_view digits);

/// "USCINCEUR 311345 Z MAY 73": whether token `at` is day, hour and minute, and no serial.
bool is_time_of_message(const std::vector<ReferenceToken>& tokens, std::size_t at, std::size_t end);

/// "THE DAILY 7/13/09", "OFFICE 201/2006": the last token of a date, or of a number and its year,
/// that begins at `at`; `at` where none does.
std::size_t date_end(const std::vector<ReferenceToken>& tokens, std::size_t at, std::size_t end);

/// The year of a reference that has none, in the telegram `self`: the telegram's own, but for a
/// telegram of the own station whose serial is yet to come, which is last year's (2.4 % of
/// references, two thirds of them in January and February).
int year_without_one(const CableId& self, std::string_view station, long serial);

}  // namespace cabled
