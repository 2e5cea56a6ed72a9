#include "db/corpus/import_undo.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "db/corpus/capture_store.h"
#include "tests/support/imported_corpus.h"

namespace cabled::db::import_undo_test {
namespace {

using test::corpus_of;
using test::fetched;
using test::page_of;
using test::value_or_fail;
using Corpus = test::ImportedCorpus;

TEST(ImportUndo, LeavesWhatThereWouldBeWithoutTheImport) {
  const test::UndoCase all = test::all_undo_cases();
  Corpus one;
  one.import("kept.zip", all.kept);
  for (const bool undone_first : {true, false}) {
    Corpus both;
    std::int64_t import = 0;
    if (undone_first) import = both.import("undone.zip", all.undone);
    both.import("kept.zip", all.kept);
    if (!undone_first) import = both.import("undone.zip", all.undone);

    both.undo(import);

    EXPECT_EQ(corpus_of(both.database_), corpus_of(one.database_))
        << (undone_first ? "it came before" : "it came after");
  }
}

TEST(ImportUndo, UndoneAndRedoneTheTablesAreTheSame) {
  const test::UndoCase all = test::all_undo_cases();
  Corpus corpus;
  corpus.import("kept.zip", all.kept);
  const std::int64_t import = corpus.import("undone.zip", all.undone);
  const std::string before = corpus_of(corpus.database_);
  corpus.undo(import);

  const std::int64_t again = corpus.import("undone.zip", all.undone);

  EXPECT_NE(again, import);
  EXPECT_EQ(corpus_of(corpus.database_), before);
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
  const std::string before = both.database_.value("SELECT max(seq) FROM change");

  both.undo(import);

  EXPECT_EQ(corpus_of(both.database_), corpus_of(one.database_));
  EXPECT_EQ(both.database_.value("SELECT count(*) FILTER (WHERE kind = 'sighting') + coalesce(sum("
                                 "  jsonb_array_length(jsonb_path_query_array(more,"
                                 "    '$[*] ? (@.change == \"sighting\")'))), 0)"
                                 " FROM change WHERE seq > " +
                                 before),
            "1");
}

TEST(ImportUndo, ATextIsToldOfByAnotherPageWhenItsFirstGoes) {
  Corpus corpus;
  const std::int64_t import =
      corpus.import("a.zip", {page_of("http://a.example/1", "09LISBON1", "ONE\n")});
  corpus.import("b.zip", {page_of("http://b.example/1", "09LISBON1", "ONE\n")});
  corpus.undo(import);

  const auto untold = value_or_fail(
      transact(corpus.connection_, [](pqxx::work& tx) { return untold_texts(tx, 0, 10); }));
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
  corpus.begin_undo(import);

  const std::int64_t again = corpus.begin("a.zip");
  const ImportRow archive = corpus.open(again, "a.zip");
  EXPECT_NE(again, import);
  EXPECT_FALSE(archive.progress.finished);
  // It finds the page there, and so it is its page too.
  const auto known = value_or_fail(transact(corpus.connection_, [&](pqxx::work& tx) {
    const std::vector<PayloadKey> keys{
        {page.capture->url.str(), page.capture->payload, archive.id}};
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
  corpus.begin_undo(import);

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

TEST(ImportUndo, DoesNotBeginOnceSomebodyImportsAgain) {
  Corpus corpus;
  const std::int64_t import = corpus.import("a.zip", {});
  corpus.in_transaction([&](pqxx::work& tx) {
    const ImportSummary seen = find_import(tx, import).value();
    begin_import(tx, {{Utf8Text::sanitized("a.zip")}, "", "", "another"});
    EXPECT_FALSE(begin_undo(tx, seen));
  });
}

TEST(ImportUndo, OfTwoAtOneImportTheSecondStaysItsOwner) {
  Corpus corpus;
  const std::int64_t import = corpus.begin("a.zip");
  corpus.open(import, "a.zip");
  corpus.in_transaction([&](pqxx::work& tx) {
    begin_import(tx, {{Utf8Text::sanitized("a.zip")}, "", "", "another"});
    end_import(tx, import, "someone", ImportEnd::kStopped);
    EXPECT_EQ(find_import(tx, import)->owner, "another");
    end_import(tx, import, "another", ImportEnd::kFinished);
    EXPECT_FALSE(find_import(tx, import)->owner.has_value());
  });
}

TEST(ImportUndo, AnImportThatNamedNothingIsForgotten) {
  Corpus corpus;
  const std::int64_t import = corpus.begin("empty folder");
  corpus.in_transaction(
      [&](pqxx::work& tx) { end_import(tx, import, "someone", ImportEnd::kFinished); });
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

}  // namespace
}  // namespace cabled::db::import_undo_test
