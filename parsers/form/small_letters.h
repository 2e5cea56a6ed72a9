#pragma once

#include "parsers/html/layout.h"

namespace cabled {

/// A telegram all in small letters was sent in capitals, as its machines had no others: its lines
/// are put back into them. It is told by its line of classification and number, which nobody writes
/// so; lines that have a capital stay as they are.
void undo_small_letters(Layout& layout);

}  // namespace cabled
