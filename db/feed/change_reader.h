#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/feed/change_cursor.h"
#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// One change. The outbox has a row for all of a cable in a transaction.
struct Change {
  ChangeCursor cursor;  ///< of this one: what comes after it is still to be read
  std::string at;       ///< RFC 3339 UTC
  std::string kind;     ///< cable, rendition, sighting, link
  std::string cable_id;
  std::optional<std::int64_t> rendition_id;  ///< of a rendition or sighting that is there
  std::optional<std::string> content_key;    ///< hex; of one that was taken away
  std::optional<std::string> url;            ///< of a sighting
  std::optional<std::string> link_kind;
  std::optional<std::string> link_to;
  bool fresh = false;      ///< the cable is new
  bool gone = false;       ///< the row was taken away, and is called by its natural key
  bool unmatched = false;  ///< and is gone for who asked alone, whom it concerns no more
};

/// The id of this database as a source of changes.
std::string feed_origin(pqxx::work& tx);

/// The last change that is settled with all before it: read what is there now, then follow from
/// here, and nothing is missed. What a running transaction writes comes after it.
ChangeCursor settled_cursor(pqxx::work& tx);

/// `cursor` as one of this database. kInvalid for a cursor of another or of another history of this
/// one, as after a restore, and in a database whose changes have to be numbered anew
/// (feed_history.h); kRefused when rows after it have been pruned.
Result<ChangeCursor> check_cursor(pqxx::work& tx, const ChangeCursor& cursor);

/// The next `limit` settled changes after `cursor`. A transaction that is still running hides all
/// that are newer than it, so that a late commit is never skipped. Index used: change_order.
std::vector<Change> changes_after(pqxx::work& tx, const ChangeCursor& cursor, int limit);

/// Throws std::logic_error unless the places of `changes` rise, from `after` on: a reader that
/// keeps the last of them would lose what it steps over. All that changes_after() gives has passed
/// here.
void require_rising(const ChangeCursor& after, const std::vector<Change>& changes);

/// How many changes come after `cursor`, settled or not; counts no further than `limit`.
std::int64_t changes_behind(pqxx::work& tx, const ChangeCursor& cursor, std::int64_t limit);

}  // namespace cabled::db
