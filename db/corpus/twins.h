#pragma once

#include <set>
#include <string>
#include <vector>

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

/// Locks the rows of `cables` until the transaction ends: those with good ids first, then those
/// with doubtful ones, then those without one, each in order of id. Whoever changes what is
/// published locks in this order, so that writers seldom wait in a circle; where they do,
/// PostgreSQL ends one of them, and it is done again.
void lock_cables(pqxx::work& tx, const std::set<std::string>& cables);

/// Settles what is published under what after the texts, the links or the times of sending of
/// `cables` changed: each cable that has a text and is one of them, or their malformed twin, is put
/// under the first of the good ids that it is a twin of and that have a text, or under its own. A
/// cable without a text keeps its place, or goes along with what it stands under.
///
/// The outcome depends on the texts and links alone, not on which of several writers commits first:
/// all of `cables` and their twins are locked, and only then looked at. Of a new link both ends
/// must be among `cables`. Returns the ids of those that changed place. Indexes used:
/// cable_link_pkey, cable_link_to, cable_twin, rendition's key.
std::set<std::string> unite_twins(pqxx::work& tx, const std::set<std::string>& cables);

}  // namespace cabled::db
