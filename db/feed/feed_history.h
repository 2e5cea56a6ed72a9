#pragma once

#include <optional>
#include <string>

#include "db/sql/connection.h"

namespace cabled::db {

/// Numbers the changes anew where the database was restored from a dump into another server: their
/// transactions have numbers of the old one, so what is written now would come before what is
/// there, or what is there would wait for years. From then on cursors of before are refused by
/// name, since whose they are cannot be told; consumers whose place is kept here go on after what
/// they have read. The new id; nothing when the database is where it always was.
///
/// A server is known by pg_control_system().system_identifier, which copies of its files share: in
/// those the numbers go on (check_cursor() tells which cursors they do not have).
Result<std::optional<std::string>> begin_new_history(Connection& connection);

/// Goes on with the numbers in a server that took the old one's files over, as pg_upgrade does: its
/// transactions are numbered on from there, though it is a server of its own.
void keep_history(pqxx::work& tx);

/// Whether begin_new_history() has something to do.
bool has_numbers_of_another_server(pqxx::work& tx);

}  // namespace cabled::db
