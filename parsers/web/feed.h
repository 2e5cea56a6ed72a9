#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/model/error.h"

namespace cabled {

struct FeedEntry {
  std::string url;                               ///< as written, entities undone, not yet resolved
  std::optional<std::chrono::sys_seconds> date;  ///< of last change, else of publication

  bool operator==(const FeedEntry&) const = default;
};

/// The links of an RSS (0.9x, 1.0, 2.0) or Atom feed.
struct Feed {
  std::vector<FeedEntry> entries;
  std::string next;        ///< the page of older entries (RFC 5005); "" when there is none
  bool truncated = false;  ///< a limit was reached; the entries before it are good
};

/// Reads what can be read, also of broken XML. kInvalid: no feed at all.
Result<Feed> read_feed(std::string_view bytes);

}  // namespace cabled
