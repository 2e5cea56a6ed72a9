#include "parsers/web/feed.h"

#include <algorithm>
#include <utility>

#include "parsers/model/ascii.h"
#include "parsers/web/web_date.h"
#include "parsers/web/xml_scanner.h"

namespace cabled {
namespace {

// As for sitemaps, which a feed may stand for.
constexpr std::size_t kMaxFeedBytes = 50'000'000;
constexpr std::size_t kMaxEntries = 50'000;
constexpr std::size_t kMaxUrlBytes = 8192;

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
    std::string permalink;  // RSS: <guid>, used when there is no <link>
    std::optional<std::chrono::sys_seconds> updated;
    std::optional<std::chrono::sys_seconds> published;
  };

  void start() {
    const std::string_view name = xml_.local_name();
    wanted_.clear();
    text_.clear();
    if (name == "rss" || name == "feed" || name == "RDF") is_feed_ = true;
    if (name == "item" || name == "entry") {
      finish_entry();
      in_entry_ = true;
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
    if (in_entry_ && relation == "alternate" && entry_.link.empty()) entry_.link = std::move(href);
    if (!in_entry_ && relation == "next") feed_.next = std::move(href);
  }

  void end() {
    const std::string_view name = xml_.local_name();
    if (name == "item" || name == "entry") finish_entry();
    if (!wanted_.empty() && name == wanted_) take_text(name, ascii::trim(text_));
    wanted_.clear();
    text_.clear();
  }

  void take_text(std::string_view name, std::string_view text) {
    if (name == "link" && entry_.link.empty() && text.size() <= kMaxUrlBytes) {
      entry_.link = text;
    } else if (name == "guid" && (guid_is_link_ || is_web_url(text)) &&
               text.size() <= kMaxUrlBytes) {
      entry_.permalink = text;
    } else if (name == "updated" || name == "modified") {
      entry_.updated = read_date(text);
    } else if (name == "pubDate" || name == "date" || name == "published" || name == "issued") {
      entry_.published = read_date(text);
    }
  }

  void finish_entry() {
    if (!std::exchange(in_entry_, false)) return;
    Entry entry = std::exchange(entry_, {});
    std::string& url = entry.link.empty() ? entry.permalink : entry.link;
    if (url.empty()) return;
    if (feed_.entries.size() == kMaxEntries) {
      feed_.truncated = true;
      return;
    }
    feed_.entries.push_back({std::move(url), entry.updated ? entry.updated : entry.published});
  }

  XmlScanner xml_;
  Feed feed_;
  Entry entry_;
  std::string text_;
  std::string wanted_;  // the element whose text is being read; "" for none
  bool guid_is_link_ = false;
  bool in_entry_ = false;
  bool is_feed_ = false;
};

}  // namespace

Result<Feed> read_feed(std::string_view bytes) {
  Result<Feed> feed = FeedReader(bytes.substr(0, kMaxFeedBytes)).read();
  if (feed && bytes.size() > kMaxFeedBytes) feed->truncated = true;
  return feed;
}

}  // namespace cabled
