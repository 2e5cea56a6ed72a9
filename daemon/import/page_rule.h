#pragma once

#include <string>

#include "daemon/import/archive_item.h"

namespace cabled {

/// Why what is to become a page must not: it is too large, its URL cannot stand, or it is a text of
/// several telegrams, which one page would make one of. "" when nothing is against it.
std::string why_no_page(const ArchiveItem& item, const ArchiveLimits& limits);

}  // namespace cabled
