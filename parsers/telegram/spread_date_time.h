#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cabled {

/// A date-time line with blanks where none belong, without its Z or with its month written out
/// ("P 121530 Z JUN 7 3", "R 12 1530Z JUN 73", "O 121530 JUNE 73"), as it is usually written.
/// Nothing for lines that are usual already, and for other lines. Of the files of 1973 28 % have
/// blanks there. A group of seven digits stays as it is: nobody can know which is too many.
std::optional<std::string> spread_date_time_line(std::string_view line);

}  // namespace cabled
