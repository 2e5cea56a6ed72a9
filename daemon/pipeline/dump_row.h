#pragma once

#include "parsers/dump/dump_columns.h"
#include "parsers/model/cable.h"

namespace cabled {

/// Fills what the text left open with what the row of its dump says.
void complete_from_row(Cable& cable, const DumpColumns& facts);

}  // namespace cabled
