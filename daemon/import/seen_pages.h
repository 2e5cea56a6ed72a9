#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

#include "daemon/import/archive_item.h"
#include "parsers/warc/warc_reader.h"

namespace cabled {

/// The pages of a WARC so far, for revisits: a crawler writes a payload once, and of each other URL
/// that gave the same one only that it did. Memory holds a number a page; the page is read again.
class SeenPages {
 public:
  struct File {
    int descriptor;  ///< must stay open
    std::uint64_t size;
    bool is_packed;
  };
  SeenPages(const File& file, const ArchiveLimits& limits) : file_(file), limits_(&limits) {}

  /// Remembers a record that gave a page, when its place can be gone to.
  void remember(const warc::ArchiveRecord& record);

  /// What a revisit of another URL's page is: that page, under its own URL and date. Otherwise no
  /// page, with the reason.
  ArchiveItem item_of_revisit(const warc::RecordHeader& header);

 private:
  std::optional<ArchiveItem> page_at(std::uint64_t offset);

  File file_;
  const ArchiveLimits* limits_;
  std::unordered_map<std::string, std::uint64_t> offsets_;
  std::uint64_t read_again_ = 0;
  bool is_spent_ = false;                     ///< no more is read again
  std::optional<std::uint64_t> last_offset_;  ///< of last_
  ArchiveItem last_;
};

}  // namespace cabled
