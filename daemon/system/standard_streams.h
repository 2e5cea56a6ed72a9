#pragma once

namespace cabled {

/// Opens /dev/null in the place of standard input, output and error that the parent has closed, so
/// that no file or socket gets their numbers, and what is printed with them. Call it before
/// anything else is opened. Writing to a closed standard output stays an error.
///
/// A reader that goes away is an error of the write as well, for a signal would leave an embedded
/// server behind.
void settle_standard_streams() noexcept;

}  // namespace cabled
