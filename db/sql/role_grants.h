#pragma once

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// Makes the group roles cabled_owner, cabled_writer, cabled_reader and cabled_feeder unless they
/// are there, gives our tables, types and functions to the owner and to each role what it needs and
/// no more (docs/database.md). What others have in the same schema is left as it is. May be run
/// again, and is to be after a migration that made tables.
void grant_roles(pqxx::work& tx);

/// Makes the publication `cabled` of the corpus for logical replication unless it is there.
/// Returns the server's wal_level: replication needs "logical".
std::string create_publication(pqxx::work& tx);

}  // namespace cabled::db
