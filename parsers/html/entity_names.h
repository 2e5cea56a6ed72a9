#pragma once

#include <string_view>

namespace cabled {

/// A named character reference.
struct EntityName {
  std::string_view text;
  char32_t code_point;
  bool bare;  ///< counts without ';' too
};

/// The reference of this name ("amp"); null when it is not known.
const EntityName* find_entity(std::string_view name);

}  // namespace cabled
