#include "daemon/pipeline/visit_note.h"

#include <gtest/gtest.h>

namespace cabled::visit_note_test {
namespace {

CrawlTask task() { return {1, Url::parse("http://cables.example/a").value(), {}}; }

TEST(VisitNote, SaysAsWhatAUrlWasTaken) {
  CrawlTask index = task();
  index.kind = db::UrlKind::kIndex;
  index.depth = 3;
  index.hops = 1;

  EXPECT_EQ(visit_note_of(index), "index; depth=3; hops=1");
}

TEST(VisitNote, IsReadBackAsItWasWritten) {
  for (const auto kind : {db::UrlKind::kPage, db::UrlKind::kIndex, db::UrlKind::kSitemap,
                          db::UrlKind::kFeed, db::UrlKind::kCdx}) {
    CrawlTask visit = task();
    visit.kind = kind;
    visit.depth = 2;

    EXPECT_EQ(read_visit_note(visit_note_of(visit)), (VisitNote{.kind = kind, .depth = 2}));
  }
  CrawlTask robots = task();
  robots.is_robots = true;
  EXPECT_EQ(read_visit_note(visit_note_of(robots)), VisitNote{.is_robots = true});
}

TEST(VisitNote, IsNoneOfWhatIsNoVisit) {
  EXPECT_EQ(visit_note_of(ImportTicket{}), "");
  EXPECT_EQ(visit_note_of(ReadAgain{}), "");
}

TEST(VisitNote, IsNotReadOutOfAnotherText) {
  for (const char* text : {"", "page", "page; depth=1", "page; hops=1; depth=1", "robots; depth=1",
                           "page; depth=-1; hops=0", "page; depth=1; hops=0; more=1",
                           "story; depth=1; hops=0", "page; depth=99999999999; hops=0"}) {
    EXPECT_EQ(read_visit_note(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace cabled::visit_note_test
