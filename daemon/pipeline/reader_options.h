#pragma once

#include "daemon/config/config.h"
#include "daemon/schedule/source_rules.h"
#include "parsers/page/read_page.h"

namespace cabled {

/// How a page is read by the configuration: its limits, and the profile of its source, which may be
/// null. The same for a page that is fetched, imported, read again or only looked at, so that all
/// of them judge it alike.
PageReaderOptions reader_options(const Config& config, const SourceRules* source);

/// Pages read at the same time: `parse.threads`, or one less than the machine has cores.
std::size_t parse_threads(const Config& config);

}  // namespace cabled
