#pragma once

#include <map>
#include <string>

#include "parsers/html/layout.h"

namespace cabled {

/// Takes out what an archive prints on the pages of a document that it releases: "UNCLASSIFIED U.S.
/// Department of State Case No. … Doc No. …", RELEASED IN FULL, REVIEW AUTHORITY, and the level
/// that stands alone beside such a stamp; and what publishers put behind the end: "End Cable Text",
/// "[END OF CABLE]" with all below, a statement of SQL, the note of a systematic review.
/// `removed` counts the lines by their rule.
void take_out_release_marks(Layout& layout, std::map<std::string, int>& removed);

}  // namespace cabled
