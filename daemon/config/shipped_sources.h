#pragma once

#include <span>
#include <string_view>

namespace cabled {

/// A source that comes with the program: a file of deploy/sources.
struct ShippedSource {
  std::string_view name;
  std::string_view toml;  ///< a comment that says what it is, and its [[source]]

  /// The first line of the comment, without its '#'.
  std::string_view about() const {
    const std::string_view line = toml.substr(0, toml.find('\n'));
    return line.substr(line.find_first_not_of("# "));
  }
};

/// By name.
std::span<const ShippedSource> shipped_sources();

}  // namespace cabled
