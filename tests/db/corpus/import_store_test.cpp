#include "db/corpus/import_store.h"

#include <gtest/gtest.h>

#include "db/corpus/import_undo.h"
#include "tests/support/imported_corpus.h"

namespace cabled::db::import_store_test {
namespace {

TEST(ImportStore, BeginsAnArchiveAnewWhosePagesWereLost) {
  test::ImportedCorpus corpus;
  const std::int64_t import =
      corpus.import("a.zip", {test::page_of("http://a.example/1", "09LISBON1", "ONE\n")});
  const std::int64_t archive = corpus.open(import, "a.zip").id;
  ImportProgress whole;
  whole.records = 7;
  whole.cables = 7;
  whole.finished = true;
  corpus.in_transaction([&](pqxx::work& tx) { save_archive(tx, archive, whole); });
  EXPECT_TRUE(corpus.open(import, "a.zip").progress.finished);

  corpus.database_.run("UPDATE capture SET flags = '{raw_lost}'");

  const ImportRow again = corpus.open(import, "a.zip");
  EXPECT_EQ(again.id, archive);
  EXPECT_FALSE(again.progress.finished);
  EXPECT_EQ(again.progress.records, 0U);
}

TEST(ImportStore, IsTakenBackByWhoMayDeleteFromTheCorpus) {
  test::ImportedCorpus corpus;
  corpus.in_transaction([](pqxx::work& tx) {
    EXPECT_TRUE(may_undo(tx));
    tx.exec("SET LOCAL ROLE pg_monitor");
    EXPECT_FALSE(may_undo(tx));
  });
}

}  // namespace
}  // namespace cabled::db::import_store_test
