#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "parsers/html/layout.h"

namespace cabled {

/// What a row of the publisher's database says of its cable, as found.
struct RecordFacts {
  std::optional<std::string> id;
  std::optional<std::string> created;
  std::optional<std::string> classification;
  std::optional<std::string> origin;
};

/// Takes out the rows of a publisher's database that were pasted in with a telegram (7 % of the
/// pages of early mirrors): number, time, reference, origin, classification and references, parted
/// by tabs or commas, a line each, or behind labels ("refid: 09LIMA12"), and "Cable dated:" before
/// a telegram. Whatever is glued behind its last column becomes a line of its own; a backslash at a
/// line's end is the dump's line end.
///
/// Where the telegram stands on both sides of a row, the whole copy is kept and the other is taken
/// out, and so is a header that comes twice.
std::vector<RecordFacts> take_out_records(Layout& layout, std::map<std::string, int>& removed);

}  // namespace cabled
