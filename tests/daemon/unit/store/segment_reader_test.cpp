#include "daemon/store/segment_reader.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/daemon/unit/store/archived_page.h"

namespace cabled::segment_reader_test {
namespace {

struct Stored {
  ArchiveFolder folder;
  ArchiveRef page;
  ArchiveRef resource;

  Stored() {
    PageArchive archive = archive_in(folder.path());
    const ArchivedExchange exchange =
        exchange_of("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", "<p>one\r\n\r\ntwo</p>");
    page = archive.add_fetched(exchange).value();
    resource = archive.add_resource({"file:b.html", "", "text/html", "<p>b</p>"}).value();
    EXPECT_TRUE(archive.sync());
  }
};

TEST(SegmentReader, GivesBackHeadAndBodyAsReceived) {
  const Stored stored;

  const auto record = SegmentReader(stored.folder.path()).read(stored.page);

  ASSERT_TRUE(record.has_value()) << record.error().message;
  EXPECT_EQ(record->type, "response");
  EXPECT_EQ(record->url, "http://cables.example/a");
  EXPECT_EQ(record->date, "2010-11-28T18:00:00Z");
  EXPECT_EQ(record->head, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
  EXPECT_EQ(record->body, "<p>one\r\n\r\ntwo</p>");
}

TEST(SegmentReader, GivesBackAResourceWithoutHead) {
  const Stored stored;

  const auto record = SegmentReader(stored.folder.path()).read(stored.resource);

  EXPECT_EQ(record->type, "resource");
  EXPECT_EQ(record->head, "");
  EXPECT_EQ(record->body, "<p>b</p>");
}

TEST(SegmentReader, RefusesReferencesThatDoNotFit) {
  const Stored stored;
  const SegmentReader reader(stored.folder.path());
  const ArchiveRef& good = stored.page;

  for (const ArchiveRef& bad :
       {ArchiveRef{good.segment, good.offset + 1, good.length},
        ArchiveRef{good.segment, good.offset, good.length - 1},
        ArchiveRef{good.segment, 1U << 30U, 100}, ArchiveRef{good.segment, 0, ~0ULL},
        ArchiveRef{"../../etc/passwd", 0, 100}, ArchiveRef{"", 0, 100}}) {
    const auto record = reader.read(bad);
    ASSERT_FALSE(record.has_value()) << bad.segment << bad.offset;
    EXPECT_EQ(record.error().kind, ErrorKind::kInvalid);
  }
}

TEST(SegmentReader, SaysThatAMissingSegmentMayComeBack) {
  const Stored stored;

  const auto record = SegmentReader(stored.folder.path()).read({"cabled-1-1-h-1.warc.gz", 0, 100});

  EXPECT_EQ(record.error().kind, ErrorKind::kTransient);
}

}  // namespace
}  // namespace cabled::segment_reader_test
