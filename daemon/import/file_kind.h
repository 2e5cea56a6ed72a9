#pragma once

#include <string_view>

#include "daemon/store/file_window.h"
#include "parsers/model/error.h"

namespace cabled {

/// What a file is read as.
enum class FileKind {
  kPage,       ///< HTML, text, or anything that is no archive
  kWarc,       ///< WARC or ARC, plain, gzip or zstd
  kDump,       ///< the CSV dump of eight columns
  kJsonLines,  ///< a page a line
  kZip,        ///< WACZ too
  kSevenZip,
  kStream,  ///< tar in any compression, or one compressed file
};

/// Tells the kind by the first bytes of a file; names are not looked at.
FileKind kind_of_bytes(std::string_view head);

/// The same for a file, whose end is looked at too: a zip may have foreign bytes in front. Leaves
/// the window at its start.
Result<FileKind> kind_of_file(FileWindow& file);

}  // namespace cabled
