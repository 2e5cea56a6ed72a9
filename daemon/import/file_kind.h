#pragma once

#include <string_view>

#include "daemon/import/dump_hints.h"
#include "daemon/store/file_window.h"
#include "parsers/model/error.h"

namespace cabled {

/// What a file is read as.
enum class FileKind {
  kPage,  ///< HTML, text, or anything that is no archive
  kWarc,  ///< WARC or ARC, plain, gzip or zstd
  kDump,  ///< a table of cables, or of something that is refused
  kJson,  ///< a page a value
  kMail,  ///< a mailbox, a message, a page saved as one
  kZip,   ///< WACZ too
  kSevenZip,
  kStream,  ///< tar in any compression, or one compressed file
};

/// Tells the kind by the first bytes of a file; names are not looked at. What is a table, JSON or
/// mail by its look is never a page, whether it can be read or not.
FileKind kind_of_bytes(std::string_view head, const DumpHints& hints);

/// The same for a file, whose end is looked at too: a zip may have foreign bytes in front. Leaves
/// the window at its start.
Result<FileKind> kind_of_file(FileWindow& file, const DumpHints& hints);

/// Error: a file of this kind cannot be read at all, before anything of it is: what it is and why.
/// Leaves the window at its start.
Result<void> check_readable(FileWindow& file, FileKind kind, const DumpHints& hints);

}  // namespace cabled
