#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/model/error.h"

namespace cabled {

/// An xml:base, which URLs are relative to.
struct XmlBase {
  std::optional<std::size_t> outer;  ///< it is itself relative to; absent: to the feed's own URL
  std::string href;                  ///< as written, entities undone

  bool operator==(const XmlBase&) const = default;
};

struct FeedEntry {
  std::string url;                               ///< as written, entities undone, not yet resolved
  std::optional<std::chrono::sys_seconds> date;  ///< of last change, else of publication
  std::optional<std::size_t> base = {};          ///< of Feed::bases; absent: the feed's own URL

  bool operator==(const FeedEntry&) const = default;
};

/// The links of an RSS (0.9x, 1.0, 2.0) or Atom feed.
struct Feed {
  std::vector<FeedEntry> entries;
  std::vector<XmlBase> bases;  ///< an outer one stands before those in it
  std::string next;            ///< the page of older entries (RFC 5005); "" when there is none
  std::optional<std::size_t> next_base = {};
  bool truncated = false;  ///< a limit was reached; the entries before it are good
};

/// Reads what can be read, also of broken XML. kInvalid: no feed at all.
/// `utf8` is text: decode_xml() has taken encoding and marks off.
Result<Feed> read_feed(std::string_view utf8);

}  // namespace cabled
