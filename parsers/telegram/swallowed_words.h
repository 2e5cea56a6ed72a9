#pragma once

#include <string_view>

namespace cabled {

/// Whether `text` (upper case, letters alone) is nothing but words of a classification line that
/// can be swallowed into a station's name, whole or damaged: "EFTO", "ECTION", "SIFIED",
/// "NOFORNEFTO".
bool is_swallowed(std::string_view text);

/// The rest of `name` after the whole words of that kind at its front: "EFTOANKARA" is "ANKARA".
std::string_view without_swallowed(std::string_view name);

/// Whether `word` is a mark after which a telegram's serial stands again, and the second one
/// counts: an operating signal ("ZFR", "ZDK") or "SUSPECTEDDUPLICATE".
bool announces_serial(std::string_view word);

}  // namespace cabled
