#pragma once

#include "parsers/model/cable.h"

namespace cabled {

/// How complete a rendition is, for choosing the one to publish: greater is better.
///
/// A header counts more than all else, then that it is no extract and no later section alone, then
/// that no second telegram begins in it, then that it is not cancelled, then that it is a corrected
/// copy, then the number of characters less those blacked out (XXXX) and those that its
/// damage says to be missing. A record without a text is below every text.
int completeness(const Cable& cable);

}  // namespace cabled
