#pragma once

#include <optional>
#include <string_view>

namespace cabled {

/// What `Refresh: 5; url=page.html` and <meta http-equiv=refresh content="…"> ask for.
struct Refresh {
  int seconds = 0;
  std::string_view url;  ///< as written; "" for the page itself
};

/// Reads it as browsers do (HTML standard, 4.2.4.3); nothing when it names no time.
std::optional<Refresh> read_refresh(std::string_view content);

}  // namespace cabled
