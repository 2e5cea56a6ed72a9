#pragma once

#include <span>
#include <string>
#include <vector>

#include "db/corpus/corpus_rows.h"

namespace cabled::test {

/// The rows of an imported page that holds a cable.
db::PageWrite cable_page(const std::string& url, const std::string& cable_id,
                         const std::string& text, int completeness = 10);

/// A page that holds the cables of `pages`, in order; it stands at the first one's URL.
db::PageWrite page_with_all(std::vector<db::PageWrite> pages);

/// What storing did with each page, without the counts.
std::vector<db::Stored> what_became(std::span<const db::StoredPage> pages);

/// The rows of a page that holds none.
db::PageWrite rejected_page(const std::string& url, const std::string& reason);

/// A URL of http://a.example for the frontier.
db::NewUrl page_url(const std::string& path, int priority = 5);

}  // namespace cabled::test
