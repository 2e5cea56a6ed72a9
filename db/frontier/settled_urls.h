#pragma once

#include <cstdint>
#include <span>

#include "db/frontier/frontier_rows.h"
#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// Writes what became of URLs. A failed or refused one gives its place to a variant of its story;
/// one whose redirections lead back to it has failed.
void update_urls(pqxx::work& tx, std::span<const SettledUrl> urls);

/// A row whose text is no URL: somebody wrote it there by hand.
struct UnreadableUrl {
  std::int64_t id = 0;
  Utf8Text detail;
};
/// Settles rows that can never be fetched, so that they are not due for ever.
void fail_unreadable_urls(pqxx::work& tx, std::span<const UnreadableUrl> urls);

}  // namespace cabled::db
