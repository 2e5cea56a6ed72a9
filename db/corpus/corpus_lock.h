#pragma once

#include "db/sql/pqxx_traits.h"

namespace cabled::db {

// Who adds to the corpus shares it with all others who do; who takes rows away has it alone for a
// transaction. Without this, whoever adds would look rows up that are gone when it refers to them.
// Both are the first statement of their transaction, so that nobody waits here with rows in hand.
// PostgreSQL serves in the order of asking: neither side starves.

void share_corpus(pqxx::work& tx);
void own_corpus(pqxx::work& tx);

}  // namespace cabled::db
