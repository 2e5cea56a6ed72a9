#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cabled {

/// What the head or foot of a page says: "TOKYO 00000153  001.2 OF 006", "PAGE 02 ROME 03067".
struct PageMarker {
  std::string station;  ///< without blanks; PAGE lines cut it to six letters
  long serial = 0;
};

/// The first marker in `text` (upper case).
std::optional<PageMarker> find_page_marker(std::string_view text);

/// `line` (upper case) without the "PAGE 02 STATE 015113 182333Z" that can stand anywhere in it.
std::string without_page_mark(std::string_view line);

}  // namespace cabled
