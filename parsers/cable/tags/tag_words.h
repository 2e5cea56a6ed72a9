#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cabled {

/// Splits what stands between two commas of a TAGS line into tags: codes, run-together codes
/// ("PHUMBA"), persons ("ROOD JOHN" becomes "ROOD, JOHN") and phrases ("COUNTRY CLEARANCE").
/// `item` is in upper case.
std::vector<std::string> tags_of_item(std::string_view item);

/// Whether every word of a line is a tag or a run of tags.
bool is_all_tags(std::string_view line);

}  // namespace cabled
