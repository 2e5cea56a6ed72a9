#include "daemon/import/seen_pages.h"

#include <fcntl.h>

#include <algorithm>
#include <array>
#include <utility>

#include "daemon/import/warc_item.h"
#include "daemon/store/file_window.h"
#include "daemon/store/warc_file.h"
#include "parsers/model/ascii.h"
#include "parsers/model/url.h"

namespace cabled {
namespace {

// A hundred bytes each; a WARC of a gigabyte holds some 50 000 pages.
constexpr std::size_t kMostRemembered = 1'000'000;

std::string_view field_of(const warc::RecordHeader& header, std::string_view name) {
  return ascii::trim(find_field(header.fields, name).value_or(std::string_view()));
}

/// The names that a revisit may call a record by, each with a letter for its kind.
std::string digest_key(std::string_view digest) {
  return digest.empty() ? "" : "d" + std::string(digest.substr(0, 200));
}
std::string id_key(std::string_view id) {
  return id.empty() ? "" : "i" + std::string(id.substr(0, 200));
}
std::string visit_key(std::string_view uri, std::string_view date) {
  if (uri.starts_with('<') && uri.ends_with('>')) uri = uri.substr(1, uri.size() - 2);
  return uri.empty() ? "" : fmt::format("u{} {}", uri.substr(0, 2048), date);
}

ArchiveItem no_page(std::string reason) {
  ArchiveItem item;
  item.reason = std::move(reason);
  return item;
}

}  // namespace

void SeenPages::remember(const warc::ArchiveRecord& record) {
  if ((file_.is_packed && !record.has_own_member) || offsets_.size() > kMostRemembered) return;
  const warc::RecordHeader& header = record.header;
  const std::string digest = digest_key(field_of(header, "WARC-Payload-Digest"));
  // Without a digest it can only be called by its name or its URL.
  for (const std::string& key : {digest, id_key(header.id), visit_key(header.uri, header.date)}) {
    if (!key.empty()) offsets_.try_emplace(key, record.offset);
  }
}

ArchiveItem SeenPages::item_of_revisit(const warc::RecordHeader& header) {
  const std::string_view digest = field_of(header, "WARC-Payload-Digest");
  const std::string date = warc::normal_date(field_of(header, "WARC-Refers-To-Date"));
  const std::array<std::string, 3> names{
      digest_key(digest), id_key(field_of(header, "WARC-Refers-To")),
      visit_key(field_of(header, "WARC-Refers-To-Target-URI"), date)};
  auto found = offsets_.end();
  for (const std::string& name : names) {
    if (found == offsets_.end() && !name.empty()) found = offsets_.find(name);
  }
  if (found == offsets_.end()) return no_page("revisit of a page that is not in this file");
  auto page = page_at(found->second);
  if (!page) return no_page("revisit of a page that cannot be read again");
  const Result<Url> url = Url::parse(header.uri);
  std::string own = url ? url->text() : header.uri;
  if (own == page->url || !why_no_url(own).empty()) return no_page("revisit");
  page->url = std::move(own);
  page->date = header.date;
  page->note.clear();
  return std::move(*page);
}

std::optional<ArchiveItem> SeenPages::page_at(std::uint64_t offset) {
  if (is_spent_) return std::nullopt;
  if (last_offset_ != offset) {
    auto window =
        FileWindow::take(FileDescriptor(fcntl(file_.descriptor, F_DUPFD_CLOEXEC, 0)), "WARC");
    if (!window) return std::nullopt;
    window->seek(offset);
    auto file = WarcFile::take(std::move(*window));
    if (!file) return std::nullopt;
    const auto record = file->next();
    if (!record || !*record) return std::nullopt;
    last_ = item_of_record(**record, *limits_);
    last_offset_ = offset;
  }
  if (last_.kind != ArchiveItem::Kind::kPage) return std::nullopt;
  // A revisit is a few hundred bytes, so that many of them could make a small file a large import.
  read_again_ += last_.bytes.size();
  static constexpr std::uint64_t kRoomForRevisits = 4;
  is_spent_ =
      read_again_ > ArchiveLimits::kFreeBytes &&
      read_again_ / std::max<std::uint64_t>(file_.size, 1) > kRoomForRevisits * limits_->max_ratio;
  return is_spent_ ? std::nullopt : std::optional(last_);
}

}  // namespace cabled
