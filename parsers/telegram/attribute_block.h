#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace cabled {

/// What the National Archives put below each telegram of 1973 to 1979: a heading, then keys with
/// their values.
struct AttributeBlock {
  std::size_t begin = 0;  ///< the line of its heading; all below belongs to it
  /// Keys as found, values on one line. Dates are "2005-07-05", numbers have no quotes, and keys
  /// without a value (nothing, "n/a", 1 January 1960) are left out.
  std::map<std::string, std::string> values;
};

/// Whether `line` is the heading of such a block.
bool begins_attribute_block(std::string_view line) noexcept;

/// The block among the lines of a page; nothing when there is none, or more than one.
std::optional<AttributeBlock> find_attribute_block(std::span<const std::string_view> lines);

}  // namespace cabled
