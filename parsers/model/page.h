#pragma once

#include <string>
#include <variant>
#include <vector>

#include "parsers/model/cable.h"
#include "parsers/model/error.h"

namespace cabled {

/// A page as it came: undecoded bytes (content codings already taken off) and what is said of them.
struct Page {
  std::string bytes;
  std::string url;           ///< may be empty: a file, a test
  std::string content_type;  ///< the header's value; may be empty
};

/// A page that holds no cable, and why, in a few words of a documented list (docs/verdicts.md).
struct NotACable {
  std::string reason;  ///< "no_telegram_lines", "index_page", "quotes_only", "consent_wall", …

  auto operator<=>(const NotACable&) const = default;
};

/// What came of reading a page. Error: the page could not be read (too deep, too slow, too large).
using ParseOutcome = std::variant<Cable, NotACable, Error>;

/// A block that was taken out of the text, for `parse --explain`.
struct Removal {
  std::string rule;  ///< "ad_class", "newsletter_line", "script", …
  std::string text;  ///< what was removed, cut to 200 bytes

  auto operator<=>(const Removal&) const = default;
};

}  // namespace cabled
