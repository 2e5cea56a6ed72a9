#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "parsers/telegram/preamble.h"

namespace cabled {

/// The subject of a telegram, joined to one line, without portion marks.
struct Subject {
  std::string text;
  std::size_t end;  ///< where it ends in the preamble
};

/// Reads the SUBJECT lines: up to a blank line or whatever else begins there. A continuation line
/// is joined by one blank.
std::optional<Subject> read_subject(const Preamble& preamble);

}  // namespace cabled
