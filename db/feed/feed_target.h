#pragma once

#include <optional>

#include "db/feed/feed_position.h"
#include "db/feed/feed_rows.h"
#include "db/feed/feed_sums.h"
#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// Makes the schema `cabled` of a downstream database unless it is there (docs/feeds.md). One that
/// an older cabled made gets the columns that it lacks, and forgets its position: it is copied
/// anew.
void create_feed_schema(pqxx::work& downstream);

/// Where the downstream stands, its row locked until the transaction ends, so that of two feeders
/// the second sees what the first did. Nothing when it is new.
std::optional<FeedPosition> lock_feed_position(pqxx::work& downstream);

/// Takes away what is gone, writes `rows` over what is there and sets the position.
void apply_feed(pqxx::work& downstream, const FeedRows& rows, const FeedPosition& position);

/// What the downstream has of the cables of `range`.
CableSums feed_sums(pqxx::work& downstream, const CableRange& range);

}  // namespace cabled::db
