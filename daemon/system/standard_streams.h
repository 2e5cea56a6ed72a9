#pragma once

namespace cabled {

/// Opens /dev/null in the place of standard input, output and error that the parent has closed, so
/// that no file or socket gets their numbers, and what is printed with them. Call it before
/// anything else is opened. Writing to a closed standard output stays an error.
void fill_standard_streams() noexcept;

}  // namespace cabled
