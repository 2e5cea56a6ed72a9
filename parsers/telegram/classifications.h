#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "parsers/telegram/strictness.h"

namespace cabled {

/// A way in which telegrams write a level of classification.
struct LevelSpelling {
  std::string_view letters;    ///< without blanks
  std::string_view written;    ///< with the blanks between its words
  std::string_view published;  ///< the level in the publisher's words
  bool stands_alone;           ///< makes a line of its own; LOU alone can be a name
};

/// A spelling goes before the shorter ones that it begins with.
inline constexpr auto kLevelSpellings = std::to_array<LevelSpelling>({
    {"UNCLASSIFIED", "UNCLASSIFIED", "UNCLASSIFIED", true},
    {"UNCLAS", "UNCLAS", "UNCLASSIFIED", true},
    {"CONFIDENTIAL", "CONFIDENTIAL", "CONFIDENTIAL", true},
    {"TOPSECRET", "TOP SECRET", "TOP SECRET", true},
    {"SECRET", "SECRET", "SECRET", true},
    {"LIMITEDOFFICIALUSE", "LIMITED OFFICIAL USE", "LIMITED OFFICIAL USE", true},
    {"LOU", "LOU", "LIMITED OFFICIAL USE", false},
});

struct FoundLevel {
  std::string_view published;
  std::string_view rest;  ///< what follows it in the line
};

/// The level that a line in upper case begins with, with one slip anywhere: "E C R E T",
/// "SS E C R E T", "C O N F I D E N T I L", "UUNCLAS". To be believed where the rest of the line
/// has the shape of a classification line: station and serial (1.3 % of real cables).
std::optional<FoundLevel> read_damaged_level(std::string_view line);

/// The same with no blank behind its last letter: "S E C R E TLISBON", "UNCLASLISBON".
std::optional<FoundLevel> read_glued_level(std::string_view line);

/// The level that `line` begins with. Strict: written out in capitals, or letter by letter in any
/// case ("S e c r e t", which no sentence has). Tolerant, of a line in upper case: also with blanks
/// anywhere and with a slip of the key.
std::optional<FoundLevel> read_level(std::string_view line, Strictness strictness);

}  // namespace cabled
