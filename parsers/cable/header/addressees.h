#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "parsers/cable/header/header_lines.h"
#include "parsers/model/cable.h"

namespace cabled {

/// Who sent a telegram and to whom.
struct Addressees {
  std::optional<std::string> from;
  std::vector<Addressee> to;
  std::vector<Addressee> info;
};

/// Reads the FM, TO and INFO lines of those that may be a header's.
Addressees read_addressees(std::span<const HeaderLine> lines);

}  // namespace cabled
