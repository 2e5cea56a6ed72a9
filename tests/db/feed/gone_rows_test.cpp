#include <gtest/gtest.h>

#include <string>

#include "db/feed/change_reader.h"
#include "db/feed/feed_rows.h"
#include "db/feed/feed_target.h"
#include "tests/support/imported_corpus.h"

namespace cabled::db::gone_rows_test {
namespace {

using test::page_of;
using test::value_or_fail;
using Corpus = test::ImportedCorpus;

/// A copy that is brought up to date, a few changes at a time.
class Copy {
 public:
  Copy() {
    const Result<void> made = transact(connection_, [](pqxx::work& tx) { create_feed_schema(tx); });
    EXPECT_TRUE(made.has_value());
  }

  void follow(Connection& upstream, int batch) {
    while (true) {
      const auto changes = value_or_fail(transact(upstream, [&](pqxx::work& tx) {
        auto found = changes_after(tx, cursor_, batch);
        rows_ = rows_of_changes(tx, found);
        return found;
      }));
      if (changes.empty()) return;
      cursor_ = changes.back().cursor;
      apply();
    }
  }

  void apply() {
    const Result<void> applied = transact(connection_, [&](pqxx::work& tx) {
      apply_feed(tx, rows_, {"origin", cursor_, {}});
    });
    ASSERT_TRUE(applied.has_value()) << applied.error().message;
  }

  std::string rows() const {
    return database_.table("SELECT id, best_key, twin_of, text FROM cabled.cable ORDER BY id") +
           "\n--\n" +
           database_.table(
               "SELECT cable_id, content_key, first_url FROM cabled.rendition ORDER BY 1, 2") +
           "\n--\n" +
           database_.table(
               "SELECT cable_id, content_key, url FROM cabled.sighting"
               " ORDER BY cable_id, content_key, url COLLATE \"C\"") +
           "\n--\n" +
           database_.table("SELECT from_id, kind, to_id FROM cabled.cable_link ORDER BY 1, 2, 3");
  }

  FeedRows rows_;

 private:
  test::TestDatabase database_{test::TestDatabase::Schema::kEmpty};
  Connection connection_ = database_.connect();
  ChangeCursor cursor_ = ChangeCursor::parse("0").value();
};

TEST(GoneRows, CopiesLoseWhatIsTakenBack) {
  const test::UndoCase all = test::all_undo_cases();
  Corpus corpus;
  Corpus one;
  corpus.import("kept.zip", all.kept);
  one.import("kept.zip", all.kept);
  Copy step_by_step;
  Copy at_the_end;
  Copy expected;
  const std::int64_t import = corpus.import("undone.zip", all.undone);
  step_by_step.follow(corpus.connection_, 3);
  corpus.undo(import);

  step_by_step.follow(corpus.connection_, 3);
  at_the_end.follow(corpus.connection_, 1000);
  expected.follow(one.connection_, 1000);

  EXPECT_EQ(step_by_step.rows(), expected.rows());
  EXPECT_EQ(at_the_end.rows(), expected.rows());
}

TEST(GoneRows, CopiesHaveAgainWhatIsRedone) {
  const test::UndoCase all = test::all_undo_cases();
  Corpus corpus;
  corpus.import("kept.zip", all.kept);
  Copy copy;
  const std::int64_t import = corpus.import("undone.zip", all.undone);
  copy.follow(corpus.connection_, 1000);
  const std::string before = copy.rows();
  corpus.undo(import);
  corpus.import("undone.zip", all.undone);

  copy.follow(corpus.connection_, 1000);

  EXPECT_EQ(copy.rows(), before);
}

TEST(GoneRows, ACopyThatIsMadeAnewLosesWhatTheCorpusDoesNotHave) {
  Corpus corpus;
  Copy copy;
  const std::int64_t import =
      corpus.import("undone.zip", {page_of("http://a.example/1", "09LISBON1", "ONE\n"),
                                   page_of("http://a.example/3", "09LISBON3", "THREE\n")});
  corpus.import("kept.zip", {page_of("http://a.example/2", "09LISBON2", "TWO\n")});
  copy.follow(corpus.connection_, 1000);
  corpus.undo(import);

  for (const std::string after : {"", "09LISBON2"}) {
    copy.rows_ = value_or_fail(transact(
        corpus.connection_, [&](pqxx::work& tx) { return rows_of_cables_after(tx, after, 1); }));
    copy.apply();
  }

  EXPECT_EQ(copy.rows().find("09LISBON1"), std::string::npos);
  EXPECT_EQ(copy.rows().find("09LISBON3"), std::string::npos);
  EXPECT_NE(copy.rows().find("09LISBON2"), std::string::npos);
}

}  // namespace
}  // namespace cabled::db::gone_rows_test
