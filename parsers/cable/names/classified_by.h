#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cabled {

/// Who classified a telegram and why.
struct Classification {
  std::vector<std::string> names;    ///< without their offices: "Jane Sample"
  std::vector<std::string> reasons;  ///< "1.4 (b)"
  std::size_t end = 0;               ///< where the field ends in the text; 0 when there is none
};

/// Reads the "Classified By" field of `opening`, the telegram up to its first paragraphs: where the
/// field stands as a paragraph of its own, it is the first or second.
Classification read_classification(std::string_view opening);

}  // namespace cabled
