#pragma once

#include "parsers/model/cable.h"
#include "parsers/profile/page_facts.h"

namespace cabled {

/// Puts what the page says of its cable into `cable.source`, fills what the telegram itself does
/// not say, notes in `cable.source.filled` what is the page's, and warns where the two differ.
void complete_from_page(Cable& cable, PageFacts facts);

}  // namespace cabled
