#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "parsers/telegram/strictness.h"

namespace cabled {

/// A word that a portion mark is made of: "SBU", the "NF" of "(C/NF)".
struct PortionWord {
  std::string_view word;
  bool may_be_small;  ///< "(c)" is a mark; "(n)" is an item of a list, "(rel)" a remark
};

inline constexpr auto kPortionWords = std::to_array<PortionWord>({
    {"U", true},
    {"C", true},
    {"S", true},
    {"TS", true},
    {"SBU", true},
    {"SBUNF", true},
    {"LOU", true},
    {"FOUO", true},
    {"UNCLAS", true},
    {"NF", true},
    {"NOFORN", false},
    {"REL", false},
    {"ORCON", false},
    {"N", false},
});

/// A portion mark such as "(SBU)" and where it ends.
struct PortionMark {
  std::string mark;  ///< "SBU", "C/NF"
  std::size_t end;
};

/// Reads a portion mark that begins at `at` exactly. Strict: in capitals and of words of the table
/// alone. Tolerant: what follows its first word may be any ("C/NF/REL NATO", "C ENTIRE TEXT").
std::optional<PortionMark> portion_mark_at(std::string_view text, std::size_t at,
                                           Strictness strictness = Strictness::kTolerant);

/// The same of a mark that has lost its opening bracket: "C)".
std::optional<PortionMark> unopened_portion_mark_at(std::string_view text, std::size_t at,
                                                    Strictness strictness);

/// The same of a mark in capitals that has lost its closing bracket: "(C", with a blank behind it.
std::optional<PortionMark> unclosed_portion_mark_at(std::string_view text, std::size_t at);

}  // namespace cabled
