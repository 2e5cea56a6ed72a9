#pragma once

#include "parsers/html/layout.h"

namespace cabled {

/// Takes out the words "Header" and "Body" that front ends of databases set before the two parts of
/// a telegram: alone on a line, with a line right below that begins such a part. Also the marks of
/// a form that stand before the transmission line in its own line: "[code]VZCZCXRO7742".
void take_out_part_names(Layout& layout);

}  // namespace cabled
