#include "parsers/web/feed.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "parsers/model/ascii.h"
#include "parsers/web/web_date.h"
#include "parsers/web/xml_scanner.h"

namespace cabled {
namespace {

// As for sitemaps, which a feed may stand for.
constexpr std::size_t kMaxFeedBytes = 52'428'800;
constexpr std::size_t kMaxEntries = 50'000;
constexpr std::size_t kMaxUrlBytes = 8192;
// Twice as many bases as entries, since a link may have one of its own, and as deep as feed, entry,
// content and link go; what a hostile feed has beyond them is not heeded.
constexpr std::size_t kMaxBases = 2 * kMaxEntries;
constexpr std::size_t kMaxNestedBases = 8;

bool is_web_url(std::string_view text) {
  return ascii::istarts_with(text, "http://") || ascii::istarts_with(text, "https://");
}

// Elements of an entry whose text matters; the others may hold whole pages.
bool is_read(std::string_view name) {
  static constexpr std::string_view kNames[] = {"link",    "guid", "updated",   "modified",
                                                "pubDate", "date", "published", "issued"};
  return std::ranges::find(kNames, name) != std::end(kNames);
}

std::optional<std::chrono::sys_seconds> read_date(std::string_view text) {
  const auto date = read_w3c_date(text);
  return date ? date : read_mail_date(ascii::trim(text));
}

/// Which xml:base holds at the place that is being read. Of broken XML too: an element that is
/// never closed holds its base to the end of the one around it that is.
class BaseScopes {
 public:
  void open(const XmlScanner& xml, std::vector<XmlBase>& bases) {
    const auto href = xml.attribute("xml:base");
    const bool fits = href && href->size() <= kMaxUrlBytes && scopes_.size() < kMaxNestedBases &&
                      bases.size() < kMaxBases;
    if (!fits) {
      // Closed by an end of the same name, it must not end the base around it.
      if (!scopes_.empty() && scopes_.back().element == xml.local_name()) ++scopes_.back().nested;
      return;
    }
    bases.push_back({innermost(), std::string(ascii::trim(*href))});
    scopes_.push_back({std::string(xml.local_name()), bases.size() - 1, 0});
  }

  void close(std::string_view element) {
    const auto found = std::find_if(scopes_.rbegin(), scopes_.rend(),
                                    [&](const Scope& scope) { return scope.element == element; });
    if (found == scopes_.rend()) return;
    if (found->nested > 0) {
      --found->nested;
    } else {
      scopes_.erase(std::prev(found.base()), scopes_.end());
    }
  }

  std::optional<std::size_t> innermost() const {
    return scopes_.empty() ? std::nullopt : std::optional(scopes_.back().base);
  }

 private:
  struct Scope {
    std::string element;
    std::size_t base;
    std::size_t nested;  ///< elements of the same name that are open inside it
  };
  std::vector<Scope> scopes_;
};

class FeedReader {
 public:
  explicit FeedReader(std::string_view bytes) : xml_(bytes) {}

  Result<Feed> read() {
    using Event = XmlScanner::Event;
    for (Event event = xml_.next(); event != Event::kDone && !feed_.truncated;
         event = xml_.next()) {
      if (event == Event::kStart) start();
      if (event == Event::kEnd) end();
      if (event == Event::kText && !wanted_.empty() && text_.size() <= kMaxUrlBytes) {
        text_ += xml_.text();
      }
    }
    finish_entry();
    if (!is_feed_) return fail(ErrorKind::kInvalid, "neither an RSS nor an Atom feed");
    return std::move(feed_);
  }

 private:
  struct Entry {
    std::string link;
    std::string permalink;            // RSS: <guid>, used when there is no <link>
    std::optional<std::size_t> base;  // of whichever was found first
    std::optional<std::chrono::sys_seconds> updated;
    std::optional<std::chrono::sys_seconds> published;
  };

  void start() {
    const std::string_view name = xml_.local_name();
    wanted_.clear();
    text_.clear();
    if (name == "item" || name == "entry") finish_entry();
    bases_.open(xml_, feed_.bases);
    // Atom: what stands in it is the feed that an entry was copied from.
    if (in_source_ || (in_atom_entry_ && name == "source")) {
      in_source_ = in_source_ || !xml_.is_empty();
    } else {
      open_element(name);
    }
    if (xml_.is_empty()) bases_.close(name);
  }

  void open_element(std::string_view name) {
    if (name == "rss" || name == "feed" || name == "RDF") is_feed_ = true;
    if (name == "item" || name == "entry") {
      in_entry_ = !xml_.is_empty();
      in_atom_entry_ = in_entry_ && name == "entry";
    } else if (name == "link" && xml_.attribute("href")) {
      take_link();
    } else if (in_entry_ && !xml_.is_empty() && is_read(name)) {
      guid_is_link_ = name == "guid" && xml_.attribute("isPermaLink").value_or("true") != "false";
      wanted_ = name;
    }
  }

  // <link rel="…" href="…"/> of Atom, also inside RSS.
  void take_link() {
    const std::string relation = xml_.attribute("rel").value_or("alternate");
    std::string href = std::string(ascii::trim(*xml_.attribute("href")));
    if (href.size() > kMaxUrlBytes) return;
    if (in_entry_ && relation == "alternate" && entry_.link.empty()) {
      entry_.link = std::move(href);
      entry_.base = bases_.innermost();
    } else if (!in_entry_ && relation == "next") {
      feed_.next = std::move(href);
      feed_.next_base = bases_.innermost();
    }
  }

  void end() {
    const std::string_view name = xml_.local_name();
    if (name == "item" || name == "entry") finish_entry();
    if (name == "source") in_source_ = false;
    if (!wanted_.empty() && name == wanted_) take_text(name, ascii::trim(text_));
    wanted_.clear();
    text_.clear();
    bases_.close(name);
  }

  void take_text(std::string_view name, std::string_view text) {
    if (name == "link" && entry_.link.empty() && text.size() <= kMaxUrlBytes) {
      entry_.link = text;
      entry_.base = bases_.innermost();
    } else if (name == "guid" && (guid_is_link_ || is_web_url(text)) &&
               text.size() <= kMaxUrlBytes) {
      entry_.permalink = text;
      if (entry_.link.empty()) entry_.base = bases_.innermost();
    } else if (name == "updated" || name == "modified") {
      entry_.updated = read_date(text);
    } else if (name == "pubDate" || name == "date" || name == "published" || name == "issued") {
      entry_.published = read_date(text);
    }
  }

  void finish_entry() {
    in_source_ = false;
    in_atom_entry_ = false;
    if (!std::exchange(in_entry_, false)) return;
    Entry entry = std::exchange(entry_, {});
    std::string& url = entry.link.empty() ? entry.permalink : entry.link;
    if (url.empty()) return;
    if (feed_.entries.size() == kMaxEntries) {
      feed_.truncated = true;
      return;
    }
    feed_.entries.push_back(
        {std::move(url), entry.updated ? entry.updated : entry.published, entry.base});
  }

  XmlScanner xml_;
  Feed feed_;
  Entry entry_;
  std::string text_;
  std::string wanted_;  // the element whose text is being read; "" for none
  bool guid_is_link_ = false;
  BaseScopes bases_;
  bool in_entry_ = false;
  bool in_atom_entry_ = false;
  bool in_source_ = false;
  bool is_feed_ = false;
};

}  // namespace

Result<Feed> read_feed(std::string_view utf8) {
  Result<Feed> feed = FeedReader(utf8.substr(0, kMaxFeedBytes)).read();
  if (feed && utf8.size() > kMaxFeedBytes) feed->truncated = true;
  return feed;
}

}  // namespace cabled
