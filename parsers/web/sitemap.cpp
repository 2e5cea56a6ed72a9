#include "parsers/web/sitemap.h"

#include <algorithm>
#include <utility>

#include "parsers/model/ascii.h"
#include "parsers/web/feed.h"
#include "parsers/web/web_date.h"
#include "parsers/web/xml_scanner.h"

namespace cabled {
namespace {

constexpr std::size_t kMaxLocBytes = 8192;

bool is_listable(std::string_view text) {
  return ascii::istarts_with(text, "http://") || ascii::istarts_with(text, "https://");
}

// False when the sitemap is full.
bool add_entry(Sitemap& sitemap, SitemapEntry entry) {
  if (entry.url.empty() || entry.url.size() > kMaxLocBytes) return true;
  if (sitemap.entries.size() == kMaxSitemapEntries) {
    sitemap.truncated = true;
    return false;
  }
  sitemap.entries.push_back(std::move(entry));
  return true;
}

class SitemapReader {
 public:
  explicit SitemapReader(std::string_view bytes) : xml_(bytes) {}

  Result<Sitemap> read() {
    using Event = XmlScanner::Event;
    for (Event event = xml_.next(); event != Event::kDone && !sitemap_.truncated;
         event = xml_.next()) {
      if (event == Event::kStart) start();
      if (event == Event::kEnd) end();
      if (event == Event::kText) take_text();
    }
    finish_entry();
    if (!is_sitemap_) return fail(ErrorKind::kInvalid, "no sitemap: neither urlset nor index");
    return std::move(sitemap_);
  }

 private:
  enum class Field { kNone, kUrl, kDate };

  void start() {
    const std::string_view name = xml_.local_name();
    field_ = Field::kNone;
    if (name == "urlset" || name == "sitemapindex") {
      is_sitemap_ = true;
      if (name == "sitemapindex") sitemap_.kind = SitemapKind::kIndex;
    } else if (name == "url" || name == "sitemap") {
      finish_entry();
      if (!is_sitemap_ && name == "sitemap") sitemap_.kind = SitemapKind::kIndex;
      is_sitemap_ = true;
      in_entry_ = !xml_.is_empty();
      entry_prefix_ = xml_.prefix();
    } else if (in_entry_ && !xml_.is_empty() && xml_.prefix() == entry_prefix_) {
      // <image:loc> has another prefix than <url>.
      if (name == "loc" && url_.empty()) field_ = Field::kUrl;
      if (name == "lastmod" && date_.empty()) field_ = Field::kDate;
      in_child_ = true;
    } else {
      in_child_ = true;
    }
  }

  void end() {
    field_ = Field::kNone;
    in_child_ = false;
    const std::string_view name = xml_.local_name();
    if (name == "url" || name == "sitemap") finish_entry();
  }

  void take_text() {
    if (!in_entry_) return;
    std::string* target = nullptr;
    if (field_ == Field::kUrl) target = &url_;
    if (field_ == Field::kDate) target = &date_;
    // "<sitemap>http://…</sitemap>", without <loc>, is met in the wild.
    if (field_ == Field::kNone && !in_child_) target = &bare_;
    if (target != nullptr && target->size() <= kMaxLocBytes) *target += xml_.text();
  }

  void finish_entry() {
    const std::string url = std::exchange(url_, {});
    const std::string date = std::exchange(date_, {});
    const std::string bare = std::exchange(bare_, {});
    in_child_ = false;
    if (!std::exchange(in_entry_, false)) return;
    std::string_view found = ascii::trim(url);
    if (found.empty() && is_listable(ascii::trim(bare))) found = ascii::trim(bare);
    add_entry(sitemap_, {std::string(found), read_w3c_date(date)});
  }

  XmlScanner xml_;
  Sitemap sitemap_;
  std::string url_;
  std::string date_;
  std::string bare_;
  std::string entry_prefix_;
  Field field_ = Field::kNone;
  bool in_entry_ = false;
  bool in_child_ = false;
  bool is_sitemap_ = false;
};

Result<Sitemap> read_text(std::string_view bytes) {
  Sitemap sitemap;
  sitemap.kind = SitemapKind::kText;
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find_first_of("\r\n"), bytes.size());
    const std::string_view line = ascii::trim(bytes.substr(0, end));
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    if (is_listable(line) && !add_entry(sitemap, {std::string(line), std::nullopt})) break;
  }
  if (sitemap.entries.empty()) return fail(ErrorKind::kInvalid, "no sitemap: no line is a URL");
  return sitemap;
}

// A text may begin with anything, and may hold a '<' in a URL; what a script writes in front of XML
// is short.
bool is_markup(std::string_view text) {
  static constexpr std::size_t kLookedAt = 65536;
  const std::string_view front = text.substr(0, kLookedAt);
  return ascii::trim(front).starts_with('<') || ascii::icontains(front, "<?xml") ||
         ascii::icontains(front, "<urlset") || ascii::icontains(front, "<sitemapindex");
}

Result<Sitemap> of_feed(Feed feed) {
  Sitemap sitemap;
  sitemap.kind = SitemapKind::kFeed;
  sitemap.truncated = feed.truncated;
  for (FeedEntry& entry : feed.entries) {
    sitemap.entries.push_back({std::move(entry.url), entry.date});
  }
  return sitemap;
}

}  // namespace

Result<Sitemap> read_sitemap(std::string_view utf8) {
  const bool too_large = utf8.size() > kMaxSitemapBytes;
  utf8 = utf8.substr(0, kMaxSitemapBytes);
  if (utf8.starts_with("\xEF\xBB\xBF")) utf8.remove_prefix(3);
  Result<Sitemap> sitemap = is_markup(utf8) ? SitemapReader(utf8).read() : read_text(utf8);
  if (!sitemap) {
    if (Result<Feed> feed = read_feed(utf8)) sitemap = of_feed(std::move(*feed));
  }
  if (sitemap && too_large) sitemap->truncated = true;
  return sitemap;
}

}  // namespace cabled
