#pragma once

#include <string_view>
#include <vector>

#include "parsers/locate/cable_span.h"

namespace cabled {

/// Elements amid the telegram that are none of it although no class name says so: boxes of links,
/// boxes with a headline of their own, boxes of another form than all that holds telegram.
/// By element: the rule that makes it so, or "". Whatever holds a telegram line is none.
std::vector<std::string_view> find_foreign_boxes(const JudgedPage& page, const CableSpan& span);

}  // namespace cabled
