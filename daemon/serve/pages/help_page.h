#pragma once

#include <span>
#include <string_view>

namespace cabled::serve {

/// A way to ask, as the page of help shows it: what is typed, and what it finds.
struct AskingExample {
  std::string_view typed;
  std::string_view finds;
};

/// Each is a query that the engine takes; a test asks it.
std::span<const AskingExample> asking_examples();

}  // namespace cabled::serve
