#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/model/cable.h"

namespace cabled {

/// What the Department printed above the date-time group of a telegram of the 1970s: who gets
/// copies, who drafted, approved and cleared it, and the dash line of the relay. Each member has
/// the meaning of the member of the same name in Cable.
struct DepartmentHead {
  std::optional<Distribution> distribution;
  std::optional<long> relay_counter;
  std::optional<std::string> filing_time;
  std::vector<std::string> drafted_by;
  std::vector<std::string> approved_by;
  std::vector<std::string> clearances;
};

/// `text` begins with its ACTION or ORIGIN line and has no furniture of pages.
DepartmentHead read_department_head(std::string_view text);

}  // namespace cabled
