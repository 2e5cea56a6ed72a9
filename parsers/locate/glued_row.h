#pragma once

#include "parsers/html/layout.h"

namespace cabled {

/// Restores the lines of a telegram that was pasted as a row of the publisher's table
/// ("…","06WELLINGTON41",…,"VZCZCXYZ0001PP RUEHWEBDE RUEHWL #0041 …"): the columns before the
/// header are cut off, and its line breaks, which the table had lost, set again before the words
/// that begin a line. A layout without such a row comes back as it was.
Layout restore_glued_row(Layout layout);

}  // namespace cabled
