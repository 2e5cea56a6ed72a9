#pragma once

#include <string_view>

#include "parsers/telegram/strictness.h"

namespace cabled {

/// What follows "E.O." and its damaged forms at the front of `line`, from the number of the order
/// on; empty when the line begins with no order. Strict: the letter O or a zero, and four to six
/// digits. Tolerant: also another letter between dots, as machines read it ("E.M. 12958").
std::string_view after_executive_order_mark(std::string_view line, Strictness strictness) noexcept;

/// Whether the field of the executive order begins here, be its number lost.
bool begins_executive_order(std::string_view line) noexcept;

}  // namespace cabled
