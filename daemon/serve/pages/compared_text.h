#pragma once

#include <cstddef>
#include <vector>

#include "daemon/serve/pages/page.h"
#include "parsers/dedup/side_by_side.h"

namespace cabled::serve {

/// How much text a comparison may carry, so that a page stays below 30 kB as it is sent.
struct ComparisonLimits {
  std::size_t passage = 2000;  ///< bytes of one change in one column
  std::size_t same = 16'000;   ///< bytes of what is folded, in all
  std::size_t changed = 40'000;
};

/// Writes rows of a comparison as those of a table with three columns: passages that differ beside
/// one another, what is the same across all columns, long passages of it folded. What is beyond the
/// limits is left out, and said to be. Each change carries the word for its kind.
void write_comparison(Html& page, const std::vector<ComparedRow>& rows,
                      const ComparisonLimits& limits);

}  // namespace cabled::serve
