#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "daemon/import/dump_hints.h"
#include "parsers/dump/dump_columns.h"

namespace cabled {

/// One record, member, row or line of an archive, as an import sees it.
struct ArchiveItem {
  enum class Kind {
    kPage,
    kOther,    ///< sound, but no page: a request, an image, a link, an error page
    kDamaged,  ///< cannot be trusted, or is refused; skipped
  };

  Kind kind = Kind::kOther;
  std::string place;         ///< where it lies: "a.tar, member 'b.warc.gz', offset 712"
  std::string reason;        ///< why it is no page; "" for a page
  std::uint64_t offset = 0;  ///< in the file or stream that holds it

  // Of a page.
  std::string url;
  std::string content_type;
  std::string date;  ///< "2010-11-28T18:00:00Z"; "" when it is not known
  std::string bytes;
  DumpColumns columns;  ///< of a row of a dump
  std::string note;     ///< what is odd about it, though it is taken; "" when nothing is
};

/// Is given each item in order; false ends the walk.
using ItemVisitor = std::function<bool(ArchiveItem)>;

/// What an archive may do to the machine, and what its pages are called.
struct ArchiveLimits {
  std::uint64_t max_page = std::uint64_t{32} << 20U;
  /// What a container may hold in all when it is opened, nested ones included.
  std::uint64_t max_total = std::uint64_t{64} << 30U;
  /// Bytes out for each byte in, counted beyond kFreeBytes: mirrors in tar.xz reach 60.
  std::uint64_t max_ratio = 200;
  /// Containers within containers: a WARC in a WACZ in a tar.gz is two deep.
  int max_depth = 3;
  std::string base_url;        ///< "" when none was given
  std::string scratch_folder;  ///< where nested archives lie, without a name, while they are read
  DumpHints hints;

  static constexpr std::uint64_t kFreeBytes = std::uint64_t{16} << 20U;
};

}  // namespace cabled
