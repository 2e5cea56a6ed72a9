#pragma once

#include <string>

#include "db/corpus/corpus_rows.h"

namespace cabled::test {

/// The rows of an imported page that holds a cable.
db::PageWrite cable_page(const std::string& url, const std::string& cable_id,
                         const std::string& text, int completeness = 10);

/// The rows of a page that holds none.
db::PageWrite rejected_page(const std::string& url, const std::string& reason);

/// A URL of http://a.example for the frontier.
db::NewUrl page_url(const std::string& path, int priority = 5);

}  // namespace cabled::test
