#pragma once

#include <cstddef>
#include <string_view>

namespace cabled {

/// Where the first paragraph of `text` begins, a telegram from its head on: at its number; or,
/// below the subject, at a portion mark that stands before a sentence; or, where no paragraph has a
/// number, at the first line of prose that no field stands below. npos when there is none.
///
/// Labels of fields are sought above that place alone, for "Ref A" and "ref: …" are words of the
/// text too (5 % of telegrams have no numbers).
std::size_t find_body_start(std::string_view text);

}  // namespace cabled
