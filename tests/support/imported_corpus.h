#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "db/corpus/import_store.h"
#include "db/corpus/import_undo.h"
#include "db/corpus/page_store.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::test {

template <typename T>
T value_or_fail(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return std::move(*result);
}

/// A database and what imports do with it.
class ImportedCorpus {
 public:
  std::int64_t import(const std::string& path, std::vector<db::PageWrite> pages,
                      const std::string& bytes = "") {
    const std::int64_t import = begin(path);
    const db::ImportRow archive = open(import, bytes.empty() ? path : bytes);
    for (db::PageWrite& page : pages) page.capture->import_archive = archive.id;
    store(std::move(pages));
    in_transaction(
        [&](pqxx::work& tx) { db::end_import(tx, import, "someone", db::ImportEnd::kFinished); });
    return import;
  }

  std::int64_t begin(const std::string& path) {
    return value_or_fail(db::transact(connection_, [&](pqxx::work& tx) {
      return db::begin_import(
          tx,
          {.paths = {Utf8Text::sanitized(path)}, .base_url = "", .hints = "", .owner = "someone"});
    }));
  }

  db::ImportRow open(std::int64_t import, const std::string& bytes) {
    return value_or_fail(db::transact(connection_, [&](pqxx::work& tx) {
      return db::open_archive(tx, import, {Digest::of(bytes), ""}, Utf8Text::sanitized("a.zip"), 1);
    }));
  }

  // One after the other, so that the order of arrival is known.
  void store(const std::vector<db::PageWrite>& pages) {
    for (const db::PageWrite& page : pages) {
      in_transaction(
          [&](pqxx::work& tx) { db::store_pages(tx, std::vector<db::PageWrite>{page}, {}); });
    }
  }

  /// In steps of two, as if it were long.
  void undo(std::int64_t import) {
    begin_undo(import);
    while (step(import)) {
    }
    EXPECT_TRUE(finish(import));
  }

  void begin_undo(std::int64_t import) {
    in_transaction([&](pqxx::work& tx) {
      EXPECT_TRUE(db::begin_undo(tx, db::find_import(tx, import).value()));
    });
  }

  bool step(std::int64_t import) {
    return value_or_fail(db::transact(connection_, [&](pqxx::work& tx) {
             return db::undo_some(tx, import, 2);
           })).looked_at > 0;
  }

  bool finish(std::int64_t import) {
    return value_or_fail(
        db::transact(connection_, [&](pqxx::work& tx) { return db::finish_undo(tx, import); }));
  }

  template <typename Work>
  void in_transaction(Work work) {
    const Result<void> done =
        db::transact(connection_, [&](pqxx::work& tx) { static_cast<void>(work(tx)); });
    ASSERT_TRUE(done.has_value()) << done.error().message;
  }

  TestDatabase database_;
  db::Connection connection_ = database_.connect();
};

/// All that a corpus holds but numbers and times.
std::string corpus_of(const TestDatabase& database);

db::PageWrite page_of(const std::string& url, const std::string& id, const std::string& text,
                      int completeness = 10, std::vector<std::int64_t> bands = {});

/// `page` as the network gave it.
db::PageWrite fetched(db::PageWrite page);

/// What one import brought, and what another did, which is to be left of both.
struct UndoCase {
  std::vector<db::PageWrite> undone;
  std::vector<db::PageWrite> kept;
};

/// All kinds of what the two may have in common, in one import each.
UndoCase all_undo_cases();

}  // namespace cabled::test
