#pragma once

#include <functional>
#include <string>

namespace cabled {

/// What a person reads long texts with: $CABLED_PAGER, else $PAGER, else less where it is
/// installed; "" when standard input or output is no terminal, the pager is "cat", or a variable is
/// set to nothing.
std::string wanted_pager();

/// Runs `print`, and what it gives to output() is shown by the pager, if one is wanted. Escaped as
/// for a terminal all the same. Waits for the pager's end; one that is left early is no error, and
/// without one that can be started the text is printed.
void show_through_pager(const std::function<void()>& print);

}  // namespace cabled
