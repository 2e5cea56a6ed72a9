#pragma once

#include "parsers/html/layout.h"

namespace cabled {

/// Takes the marks off a telegram that somebody quotes in a mail ("> TAGS: PREL", ">> ", "> > "):
/// of the lines as deep as most of them. In a plain text they become a block of their own, so what
/// the mail says around them is no part of it.
void undo_quoted_mail(Layout& layout);

/// Makes blocks of their own of what a plain text sets apart: between fences (``` and ~~~), between
/// \begin{verbatim} and its end, between tags alone on their lines (<poem>, <pre>), and where all
/// lines but those around them are indented.
void set_blocks_apart(Layout& layout);

}  // namespace cabled
