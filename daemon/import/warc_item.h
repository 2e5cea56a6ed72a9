#pragma once

#include <string>

#include "daemon/import/archive_item.h"
#include "parsers/warc/warc_reader.h"

namespace cabled {

/// What a record is to an import: a page when it is a sound response (200) or resource of text with
/// a usable target URI. `place` is left to the caller.
ArchiveItem item_of_record(const warc::ArchiveRecord& record, const ArchiveLimits& limits);

/// Whether a text may stand as the URL of a page: no controls, no credentials, not too long.
/// Answers why not, "" when it may.
std::string why_no_url(const std::string& url);

/// The greatest length of a URL that the tables take.
inline constexpr std::size_t kLongestUrl = 2048;

}  // namespace cabled
