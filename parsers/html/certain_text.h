#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cabled {

/// What Gumbo makes of a run of characters in text.
struct CertainText {
  bool same;            ///< the run stands for itself
  std::string decoded;  ///< what it stands for, else
};

/// Nothing when the run holds a reference or a code point of which that is not certain.
std::optional<CertainText> certain_text(std::string_view run);

}  // namespace cabled
