#pragma once

#include "parsers/model/cable.h"

namespace cabled {

/// How complete a rendition is, for choosing the one to publish: greater is better.
///
/// A header counts more than any length of text, then every section present, then the absence of
/// a notice of extract or cancellation, then the number of characters less those blacked out
/// (XXXX).
int completeness(const Cable& cable);

}  // namespace cabled
