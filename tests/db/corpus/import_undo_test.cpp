#include "db/corpus/import_undo.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "db/corpus/capture_store.h"
#include "db/corpus/import_store.h"
#include "db/corpus/page_store.h"
#include "db/feed/change_reader.h"
#include "db/feed/feed_rows.h"
#include "db/feed/feed_target.h"
#include "tests/support/sample_rows.h"
#include "tests/support/test_database.h"

namespace cabled::db::import_undo_test {
namespace {

// All but numbers and times.
constexpr const char* kCables = R"sql(
  SELECT id, fields, field_sources, encode(best_key, 'hex') AS best, assembled, doubtful, twin_of
    FROM cable ORDER BY id)sql";
constexpr const char* kRenditions = R"sql(
  SELECT cable_id, encode(content_key, 'hex') AS key, text, fields, completeness, first_url, bands,
         superseded_at
    FROM rendition ORDER BY cable_id, content_key)sql";
constexpr const char* kSightings = R"sql(
  SELECT r.cable_id, s.url, s.site, encode(c.payload_digest, 'hex') AS payload
    FROM sighting s JOIN rendition r ON r.id = s.rendition_id JOIN capture c ON c.id = s.capture_id
   ORDER BY r.cable_id, r.content_key, s.url COLLATE "C")sql";
constexpr const char* kLinks = R"sql(
  SELECT from_id, kind, to_id FROM cable_link ORDER BY from_id, kind, to_id)sql";
constexpr const char* kBands = R"sql(
  SELECT n.band, r.cable_id FROM near_band n, unnest(n.renditions) WITH ORDINALITY AS t(id, place)
    JOIN rendition r USING (id) ORDER BY n.band, t.place)sql";
constexpr const char* kCaptures = R"sql(
  SELECT url, encode(payload_digest, 'hex') AS payload, outcome, fetched FROM capture
   ORDER BY url COLLATE "C", payload_digest)sql";
constexpr const char* kOthers = R"sql(
  SELECT 'rejection', c.url, j.reason FROM rejection j JOIN capture c ON c.id = j.capture_id
  UNION ALL
  SELECT 'resighting', g.url, r.cable_id FROM resighting g JOIN rendition r ON r.id = g.rendition_id
  ORDER BY 1, 2, 3)sql";

std::string corpus_of(const test::TestDatabase& database) {
  std::string all;
  for (const char* query :
       {kCables, kRenditions, kSightings, kLinks, kBands, kCaptures, kOthers}) {
    all += database.table(query) + "\n--\n";
  }
  return all;
}

PageWrite page_of(const std::string& url, const std::string& id, const std::string& text,
                  int completeness = 10, std::vector<std::int64_t> bands = {}) {
  PageWrite page = test::cable_page(url, id, text, completeness);
  page.rendition->bands = std::move(bands);
  return page;
}

/// With a reference, as the page's own fields name it too.
PageWrite referring(PageWrite page, const std::string& to) {
  page.rendition->links.push_back({"reference", to});
  page.rendition->fields = R"({"id": ")" + page.rendition->cable_id +
                           R"(", "references": [{"id": ")" + to + R"("}, {"id": null}]})";
  return page;
}

PageWrite fetched(PageWrite page) {
  page.capture->imported = false;
  return page;
}

template <typename T>
T value_or_fail(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return std::move(*result);
}

/// A database and what imports do with it.
class Corpus {
 public:
  std::int64_t import(const std::string& path, std::vector<PageWrite> pages,
                      const std::string& bytes = "") {
    const std::int64_t import = begin(path);
    const ImportRow archive = open(import, bytes.empty() ? path : bytes);
    for (PageWrite& page : pages) page.capture->import_archive = archive.id;
    store(std::move(pages));
    in_transaction([&](pqxx::work& tx) { end_import(tx, import, ImportEnd::kFinished); });
    return import;
  }

  std::int64_t begin(const std::string& path) {
    return value_or_fail(transact(connection_, [&](pqxx::work& tx) {
      return begin_import(tx, {{Utf8Text::sanitized(path)}, "", "someone"});
    }));
  }

  ImportRow open(std::int64_t import, const std::string& bytes) {
    return value_or_fail(transact(connection_, [&](pqxx::work& tx) {
      return open_archive(tx, import, {Digest::of(bytes), ""}, Utf8Text::sanitized("a.zip"), 1);
    }));
  }

  // One after the other, so that the order of arrival is known.
  void store(const std::vector<PageWrite>& pages) {
    for (const PageWrite& page : pages) {
      in_transaction([&](pqxx::work& tx) { store_pages(tx, std::vector<PageWrite>{page}, {}); });
    }
  }

  /// In steps of two, as if it were long.
  void undo(std::int64_t import) {
    in_transaction([&](pqxx::work& tx) { begin_undo(tx, import); });
    while (step(import)) {
    }
    EXPECT_TRUE(finish(import));
  }

  bool step(std::int64_t import) {
    return value_or_fail(transact(connection_, [&](pqxx::work& tx) {
             return undo_some(tx, import, 2);
           })).looked_at > 0;
  }

  bool finish(std::int64_t import) {
    return value_or_fail(
        transact(connection_, [&](pqxx::work& tx) { return finish_undo(tx, import); }));
  }

  template <typename Work>
  void in_transaction(Work work) {
    const Result<void> done =
        transact(connection_, [&](pqxx::work& tx) { static_cast<void>(work(tx)); });
    ASSERT_TRUE(done.has_value()) << done.error().message;
  }

  test::TestDatabase database_;
  Connection connection_ = database_.connect();
};

/// What one import brought, what another did, and what is to be left of both.
struct Case {
  const char* rule;
  std::vector<PageWrite> undone;
  std::vector<PageWrite> kept;
};

std::vector<Case> cases() {
  const auto good = page_of("http://a.example/g", "09LISBON7", "GOOD\n", 10, {1, 2});
  auto malformed = page_of("http://b.example/m", "09LISBN7", "ALIKE\n", 10, {1, 2});
  malformed.rendition->doubtful_id = true;
  auto rejected = test::rejected_page("http://a.example/r", "captcha");
  return {
      {"a cable of its own goes", {page_of("http://a.example/1", "09LISBON1", "ONE\n")},
       {page_of("http://b.example/2", "09LISBON2", "TWO\n")}},
      {"the best text is chosen anew", {page_of("http://a.example/1", "09LISBON1", "LONG\n", 99)},
       {page_of("http://b.example/1", "09LISBON1", "SHORT\n", 5)}},
      {"a reference that it alone named goes",
       {referring(page_of("http://a.example/1", "09LISBON1", "ONE\n"), "09PARIS1")},
       {page_of("http://b.example/1", "09LISBON1", "OTHER\n")}},
      {"a reference that another text names stays",
       {referring(page_of("http://a.example/1", "09LISBON1", "ONE\n"), "09PARIS1")},
       {referring(page_of("http://b.example/1", "09LISBON1", "OTHER\n"), "09PARIS1")}},
      {"a near copy is left alone", {page_of("http://a.example/1", "09LISBON1", "ONE\n", 10, {5})},
       {page_of("http://b.example/2", "09LISBON2", "TWO\n", 10, {5}),
        page_of("http://b.example/3", "09LISBON3", "THREE\n", 10, {5})}},
      {"a twin is published under its own id again", {good}, {malformed}},
      {"a twin goes from under a good id", {malformed}, {good}},
      {"a rejection goes", {rejected}, {page_of("http://b.example/2", "09LISBON2", "TWO\n")}},
      {"a page of both stays", {good, rejected}, {good, rejected}},
      {"a page that was fetched stays", {good}, {fetched(good)}},
  };
}

TEST(ImportUndo, LeavesWhatThereWouldBeWithoutTheImport) {
  for (const bool undone_first : {true, false}) {
    for (const Case& each : cases()) {
      Corpus both;
      Corpus one;
      one.import("kept.zip", each.kept);
      std::int64_t import = 0;
      if (undone_first) import = both.import("undone.zip", each.undone);
      both.import("kept.zip", each.kept);
      if (!undone_first) import = both.import("undone.zip", each.undone);

      both.undo(import);

      EXPECT_EQ(corpus_of(both.database_), corpus_of(one.database_))
          << each.rule << (undone_first ? ", before" : ", after");
    }
  }
}

TEST(ImportUndo, UndoneAndRedoneTheTablesAreTheSame) {
  for (const Case& each : cases()) {
    Corpus corpus;
    corpus.import("kept.zip", each.kept);
    const std::int64_t import = corpus.import("undone.zip", each.undone);
    const std::string before = corpus_of(corpus.database_);
    corpus.undo(import);

    const std::int64_t again = corpus.import("undone.zip", each.undone);

    EXPECT_NE(again, import);
    EXPECT_EQ(corpus_of(corpus.database_), before) << each.rule;
  }
}

TEST(ImportUndo, LeavesNothingOfTheOnlyImport) {
  Corpus corpus;
  const std::int64_t import =
      corpus.import("a.zip", {page_of("http://a.example/1", "09LISBON1", "ONE\n", 10, {1})});
  corpus.undo(import);
  for (const char* table : {"cable", "rendition", "sighting", "capture", "near_band", "cable_link",
                            "import_archive", "import_capture", "import_content", "resighting"}) {
    EXPECT_EQ(corpus.database_.value(std::string("SELECT count(*) FROM ") + table), "0") << table;
  }
}

// Of one URL that gave the text twice, in two payloads, the sighting names the first.
TEST(ImportUndo, HandsASightingOnToTheOtherCaptureOfItsUrl) {
  const PageWrite first = page_of("http://a.example/1", "09LISBON1", "ONE\n");
  PageWrite second = first;
  second.capture->payload = Digest::of("the same with another advertisement");
  Corpus both;
  Corpus one;
  const std::int64_t import = both.import("a.zip", {first});
  both.import("b.zip", {second});
  one.import("b.zip", {second});

  both.undo(import);

  EXPECT_EQ(corpus_of(both.database_), corpus_of(one.database_));
}

TEST(ImportUndo, ATextIsToldOfByAnotherPageWhenItsFirstGoes) {
  Corpus corpus;
  const std::int64_t import =
      corpus.import("a.zip", {page_of("http://a.example/1", "09LISBON1", "ONE\n")});
  corpus.import("b.zip", {page_of("http://b.example/1", "09LISBON1", "ONE\n")});
  corpus.undo(import);

  const auto untold = value_or_fail(transact(corpus.connection_, [](pqxx::work& tx) {
    return untold_texts(tx, 0, 10);
  }));
  ASSERT_EQ(untold.size(), 1U);
  corpus.in_transaction([&](pqxx::work& tx) {
    tell_texts(tx, {{untold[0].rendition_id, 3, R"({"id": "09LISBON1", "subject": "NEW"})", 12}});
  });

  EXPECT_EQ(corpus.database_.value("SELECT first_url FROM rendition"), "http://b.example/1");
  EXPECT_EQ(corpus.database_.value("SELECT subject FROM cable"), "NEW");
  EXPECT_EQ(corpus.database_.value("SELECT parser_version FROM rendition"), "3");
}

TEST(ImportUndo, AnArchiveThatTwoImportsNamedStaysUntilBothAreUndone) {
  Corpus corpus;
  const auto page = page_of("http://a.example/1", "09LISBON1", "ONE\n");
  const std::int64_t first = corpus.import("a.zip", {page}, "the same bytes");
  const std::int64_t second = corpus.import("copy of a.zip", {}, "the same bytes");

  corpus.undo(first);
  EXPECT_EQ(corpus.database_.value("SELECT count(*) FROM cable"), "1");
  corpus.undo(second);
  EXPECT_EQ(corpus.database_.value("SELECT count(*) FROM cable"), "0");
}

TEST(ImportUndo, AnArchiveIsNobodysFromTheBeginningOfTheUndo) {
  Corpus corpus;
  const auto page = page_of("http://a.example/1", "09LISBON1", "ONE\n");
  const std::int64_t import = corpus.import("a.zip", {page});
  corpus.in_transaction([&](pqxx::work& tx) { begin_undo(tx, import); });

  const std::int64_t again = corpus.begin("a.zip");
  const ImportRow archive = corpus.open(again, "a.zip");
  EXPECT_NE(again, import);
  EXPECT_FALSE(archive.progress.finished);
  // It finds the page there, and so it is its page too.
  const auto known = value_or_fail(transact(corpus.connection_, [&](pqxx::work& tx) {
    const std::vector<PayloadKey> keys{{page.capture->url.str(), page.capture->payload, archive.id}};
    return known_payloads(tx, keys);
  }));
  EXPECT_TRUE(known.front().has_value());
  corpus.undo(import);

  EXPECT_EQ(corpus.database_.value("SELECT count(*) FROM cable"), "1");
}

TEST(ImportUndo, IsNotFinishedWhilePagesAreLeft) {
  Corpus corpus;
  const std::int64_t import =
      corpus.import("a.zip", {page_of("http://a.example/1", "09LISBON1", "ONE\n")});
  corpus.in_transaction([&](pqxx::work& tx) { begin_undo(tx, import); });

  EXPECT_FALSE(corpus.finish(import));
  EXPECT_TRUE(corpus.step(import));
  EXPECT_TRUE(corpus.finish(import));
}

TEST(ImportUndo, TheSameCommandIsTheSameImportUntilItIsUndone) {
  Corpus corpus;
  const std::int64_t import = corpus.import("a.zip", {});
  EXPECT_EQ(corpus.import("a.zip", {}), import);
  EXPECT_NE(corpus.import("b.zip", {}), import);
  corpus.undo(import);
  EXPECT_NE(corpus.import("a.zip", {}), import);
}

TEST(ImportUndo, AnImportThatNamedNothingIsForgotten) {
  Corpus corpus;
  const std::int64_t import = corpus.begin("empty folder");
  corpus.in_transaction([&](pqxx::work& tx) { end_import(tx, import, ImportEnd::kFinished); });
  EXPECT_EQ(corpus.database_.value("SELECT count(*) FROM import"), "0");
}

// Writers of the same cables, texts and bands while the import goes.
TEST(ImportUndo, NothingIsLostOrDoubledWhileOthersStore) {
  constexpr int kPages = 60;
  const auto pages = [](const std::string& host) {
    std::vector<PageWrite> all;
    for (int n = 0; n < kPages; ++n) {
      const std::string id = "09LISBON" + std::to_string(n % 20);
      const std::string text = n % 3 == 0 ? "SHARED " + id : host + std::to_string(n);
      all.push_back(page_of("http://" + host + "/" + std::to_string(n), id, text, n, {n % 7}));
    }
    return all;
  };
  Corpus both;
  const std::int64_t import = both.import("undone.zip", pages("a.example"));
  {
    std::vector<std::jthread> writers;
    for (const std::string host : {"b.example", "c.example"}) {
      writers.emplace_back([&both, host, &pages] {
        Connection connection = both.database_.connect();
        for (const PageWrite& page : pages(host)) {
          bool stored = false;
          while (!stored) {
            const auto done = transact(connection, [&](pqxx::work& tx) {
              return store_pages(tx, std::vector<PageWrite>{fetched(page)}, {});
            });
            stored = done.has_value();
            ASSERT_TRUE(stored || done.error().kind == ErrorKind::kTransient)
                << done.error().message;
          }
        }
      });
    }
    both.undo(import);
  }

  const auto& found = both.database_;
  EXPECT_EQ(found.value("SELECT count(*) FROM capture"), "120");
  EXPECT_EQ(found.value("SELECT count(*) FROM sighting"), "120");
  EXPECT_EQ(found.value("SELECT count(*) FROM cable"), "20");
  EXPECT_EQ(found.value("SELECT count(*) FROM rendition r WHERE NOT EXISTS (SELECT FROM sighting s"
                        " WHERE s.rendition_id = r.id)"),
            "0");
  EXPECT_EQ(found.value("SELECT count(*) FROM cable c WHERE NOT EXISTS (SELECT FROM rendition r"
                        " WHERE r.cable_id = c.id AND r.content_key = c.best_key)"),
            "0");
  EXPECT_EQ(found.value("SELECT count(*) FROM near_band n, unnest(n.renditions) AS t(id)"
                        " WHERE NOT EXISTS (SELECT FROM rendition r WHERE r.id = t.id)"),
            "0");
}

/// A copy that is brought up to date, a few changes at a time.
class Copy {
 public:
  Copy() {
    const Result<void> made =
        transact(connection_, [](pqxx::work& tx) { create_feed_schema(tx); });
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
           database_.table("SELECT cable_id, content_key, url FROM cabled.sighting"
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

TEST(ImportUndo, CopiesLoseWhatIsTakenBack) {
  for (const Case& each : cases()) {
    Corpus corpus;
    Corpus one;
    corpus.import("kept.zip", each.kept);
    one.import("kept.zip", each.kept);
    Copy step_by_step;
    Copy at_the_end;
    Copy expected;
    const std::int64_t import = corpus.import("undone.zip", each.undone);
    step_by_step.follow(corpus.connection_, 3);
    corpus.undo(import);

    step_by_step.follow(corpus.connection_, 3);
    at_the_end.follow(corpus.connection_, 1000);
    expected.follow(one.connection_, 1000);

    EXPECT_EQ(step_by_step.rows(), expected.rows()) << each.rule;
    EXPECT_EQ(at_the_end.rows(), expected.rows()) << each.rule;
  }
}

TEST(ImportUndo, CopiesHaveAgainWhatIsRedone) {
  for (const Case& each : cases()) {
    Corpus corpus;
    corpus.import("kept.zip", each.kept);
    Copy copy;
    const std::int64_t import = corpus.import("undone.zip", each.undone);
    copy.follow(corpus.connection_, 1000);
    const std::string before = copy.rows();
    corpus.undo(import);
    corpus.import("undone.zip", each.undone);

    copy.follow(corpus.connection_, 1000);

    EXPECT_EQ(copy.rows(), before) << each.rule;
  }
}

TEST(ImportUndo, ACopyThatIsMadeAnewLosesWhatTheCorpusDoesNotHave) {
  Corpus corpus;
  Copy copy;
  const std::int64_t import =
      corpus.import("undone.zip", {page_of("http://a.example/1", "09LISBON1", "ONE\n"),
                                   page_of("http://a.example/3", "09LISBON3", "THREE\n")});
  corpus.import("kept.zip", {page_of("http://a.example/2", "09LISBON2", "TWO\n")});
  copy.follow(corpus.connection_, 1000);
  corpus.undo(import);

  for (const std::string after : {"", "09LISBON2"}) {
    copy.rows_ = value_or_fail(transact(corpus.connection_, [&](pqxx::work& tx) {
      return rows_of_cables_after(tx, after, 1);
    }));
    copy.apply();
  }

  EXPECT_EQ(copy.rows().find("09LISBON1"), std::string::npos);
  EXPECT_EQ(copy.rows().find("09LISBON3"), std::string::npos);
  EXPECT_NE(copy.rows().find("09LISBON2"), std::string::npos);
}

}  // namespace
}  // namespace cabled::db::import_undo_test
