#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "parsers/warc/warc_reader.h"

namespace cabled {

/// A record's line in a CDXJ index, as pywb and other replay tools read it: SURT key, 14 digits of
/// time, a JSON object with url, mime, status, digest, length, offset and filename, all of them
/// strings. Nothing for a record that is no capture: requests, warcinfo, one without URI or date.
std::optional<std::string> cdxj_line(const warc::ArchiveRecord& record, std::string_view filename);

}  // namespace cabled
