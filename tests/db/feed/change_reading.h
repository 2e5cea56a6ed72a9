#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "db/corpus/page_store.h"
#include "db/feed/change_reader.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::db {

/// A database whose changes are stored, read and told a line each.
class ChangeReading : public testing::Test {
 protected:
  void store(const std::vector<PageWrite>& pages) {
    const auto stored =
        transact(connection_, [&](pqxx::work& tx) { return store_pages(tx, pages, {}); });
    ASSERT_TRUE(stored.has_value()) << stored.error().message;
  }
  void store(const std::string& id) {
    store(std::vector{test::cable_page("http://a.example/" + id, id, "TEXT " + id)});
  }

  std::string read(const ChangeCursor& after, int limit = 1000) {
    std::string told;
    const auto done = transact(connection_, [&](pqxx::work& tx) {
      for (const Change& change : changes_after(tx, after, limit)) {
        told += change.kind + ' ' + change.cable_id + '\n';
        last_ = change.cursor;
      }
    });
    EXPECT_TRUE(done.has_value()) << done.error().message;
    return told;
  }

  Result<ChangeCursor> check(const ChangeCursor& cursor) {
    return transact(connection_, [&](pqxx::work& tx) { return check_cursor(tx, cursor); }).value();
  }

  test::TestDatabase database_;
  Connection connection_ = database_.connect();
  ChangeCursor last_;  ///< of what was read
};

}  // namespace cabled::db
