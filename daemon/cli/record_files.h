#pragma once

#include <string>
#include <vector>

#include "daemon/app/command_outcome.h"
#include "daemon/config/config.h"
#include "daemon/store/warc_file.h"

namespace cabled::cli {

/// Opens a WARC or ARC file that was named on the command line. The error says what may have been
/// meant; `archive` is the folder of the daemon's own files, "" when it is not known.
Result<WarcFile> open_named(const std::string& path, const std::string& archive = "");

/// The files of those named that can be opened; of the others it says why not: what is not there is
/// a slip of who named it, and no fault of an archive.
std::vector<std::string> those_that_open(const std::vector<std::string>& paths,
                                         const std::string& archive);

/// Tells, of a file that holds no whole record, that it is empty or does not begin as such files
/// do, and what takes others.
void tell_of_no_record(const std::string& path);

/// Why an index cannot tell where a record stands; "" when it can. `has_members`: the file is made
/// of gzip members.
std::string why_left_out(const warc::ArchiveRecord& record, bool has_members);

/// Says that a folder has no file of the daemon's own.
std::string no_own_files(const std::string& folder);

/// The files of the daemon's own archive, by name, which is by age; none when it is empty. Error:
/// there is no archive, or it cannot be read.
CommandResult<std::vector<std::string>> own_archive_files(const Config& config);

}  // namespace cabled::cli
