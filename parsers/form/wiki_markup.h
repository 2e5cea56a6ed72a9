#pragma once

#include "parsers/html/layout.h"

namespace cabled {

/// Takes a wiki's marks out of the lines: '''bold''', [[links]] and [[links|words]], == headings
/// ==. Nothing is done to a page with fewer than two lines of such marks; a line that is one pair
/// of double brackets is a publisher's note and stays.
void undo_wiki_markup(Layout& layout);

}  // namespace cabled
