#include "db/corpus/corpus_lock.h"

namespace cabled::db {
namespace {

// Advisory locks are numbers of one database; this one spells "corpus".
constexpr const char* kShare = R"sql(
  SELECT pg_advisory_xact_lock_shared(109330312492403)
)sql";

constexpr const char* kOwn = R"sql(
  SELECT pg_advisory_xact_lock(109330312492403)
)sql";

}  // namespace

void share_corpus(pqxx::work& tx) { tx.exec(kShare); }

void own_corpus(pqxx::work& tx) { tx.exec(kOwn); }

}  // namespace cabled::db
