#pragma once

#include "parsers/html/layout.h"

namespace cabled {

/// Sets the line breaks again of a telegram that lost them: all of it on one line, its body on one
/// line, the header glued to the line of classification, a preamble in which each line is glued to
/// the next ("…000073SIPDISNOFORNE.O. 12958: …TAGS: PREL, UGSUBJECT: …"). Only lines are broken
/// that hold several of the words which begin a telegram's lines.
void restore_line_breaks(Layout& layout);

}  // namespace cabled
