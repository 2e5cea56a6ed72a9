#pragma once

#include <span>
#include <string_view>

namespace cabled::cli {

/// A command line that a person would type, and what it does.
struct Example {
  std::string_view command;  ///< "cabled sources add"
  std::string_view line;
  std::string_view words;
};

/// Those of a command, by its full name; below its help and in the manual.
std::span<const Example> examples_of(std::string_view command);

}  // namespace cabled::cli
