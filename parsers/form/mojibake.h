#pragma once

#include "parsers/html/layout.h"

namespace cabled {

/// Undoes UTF-8 that was taken for windows-1252 ("â€œharborâ€" for “harbor”) when the whole page
/// proves it: two such characters at least, and of all that is not ASCII hardly anything else.
void undo_mojibake(Layout& layout);

}  // namespace cabled
