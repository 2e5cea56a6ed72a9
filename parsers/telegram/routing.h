#pragma once

#include <cstddef>
#include <string_view>

#include "parsers/telegram/strictness.h"

namespace cabled {

/// Whether `letter` stands for a precedence: flash, immediate, priority, routine.
constexpr bool is_precedence_letter(char letter) noexcept {
  return letter == 'Z' || letter == 'O' || letter == 'P' || letter == 'R';
}

/// The precedence a word stands for: "P", or doubled "PP"; 0 when it is none.
char precedence_of(std::string_view word) noexcept;

/// RUEHKO: the address of a station or a list in the network. Strict: five to eight capitals, the
/// first two as the State Department's and the military's have them. Tolerant, of a word that a
/// routing line is known to hold: also with digits, and shorter.
bool is_routing_indicator(std::string_view word, Strictness strictness) noexcept;

/// Whether a line holds the precedence and nothing but routing indicators: "RR RUEHFK RUEHNH".
/// Without the precedence it is what a routing line wraps to.
enum class RoutingLine { kNone, kWhole, kTail };
RoutingLine routing_line(std::string_view line, Strictness strictness) noexcept;

/// Length of "RUEHC/" at the front of `text`, else 0.
std::size_t route_size(std::string_view text) noexcept;

/// VZCZCXRO8106: the transmission that a line begins with; empty when it does not.
std::string_view transmission_id(std::string_view line) noexcept;

/// DE RUEHKO #0153/01 0252338.
bool is_de_line(std::string_view line) noexcept;

/// ZNR UUUUU ZZH, ZNY CCCCC ZZH.
bool is_security_line(std::string_view line) noexcept;

/// AMEMBASSY, AMCONSUL, SECSTATE, … at the head of a line.
bool starts_with_post(std::string_view line) noexcept;

/// STATE FOR …, DEPT PASS …
bool is_pass_line(std::string_view line) noexcept;

/// ACTION EA-09, and the collectives EB-07, ISO-00 that follow it in the 1970s.
bool is_action_line(std::string_view line) noexcept;

/// "EA-09": an office in Washington and how many copies it gets.
bool is_numbered_office(std::string_view word) noexcept;

}  // namespace cabled
