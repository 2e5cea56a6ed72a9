#include "daemon/store/page_archive.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/daemon/unit/store/archived_page.h"

namespace cabled::page_archive_test {
namespace {

PageArchive open_archive(const ArchiveFolder& folder, std::uint64_t floor = 0) {
  return archive_in(folder.path() + "/pages", floor);
}

std::string all_records(const ArchiveFolder& folder, const std::string& segment) {
  std::string out;
  for (const std::string& member : members_of(folder.path() + "/pages/" + segment)) out += member;
  return out;
}

ArchivedExchange exchange() { return exchange_of("HTTP/1.1 200 OK\r\n\r\n", "<p>body</p>"); }

std::string field_of(const std::string& text, const std::string& name, std::size_t from) {
  const std::size_t at = text.find(name + ": ", from) + name.size() + 2;
  return text.substr(at, text.find("\r\n", at) - at);
}

TEST(PageArchive, StoresRequestAndResponseThatPointAtEachOther) {
  const ArchiveFolder folder;
  PageArchive archive = open_archive(folder);

  const ArchiveRef ref = archive.add_fetched(exchange()).value();
  ASSERT_TRUE(archive.sync());

  const std::string text = all_records(folder, ref.segment);
  const std::size_t request = text.find("WARC-Type: request");
  const std::size_t response = text.find("WARC-Type: response");
  ASSERT_NE(request, std::string::npos);
  ASSERT_NE(response, std::string::npos);
  EXPECT_EQ(field_of(text, "WARC-Concurrent-To", request),
            field_of(text, "WARC-Record-ID", response));
  EXPECT_EQ(field_of(text, "WARC-Concurrent-To", response),
            field_of(text, "WARC-Record-ID", request));
}

TEST(PageArchive, GivesEveryRecordItsOwnId) {
  const ArchiveFolder folder;
  PageArchive archive = open_archive(folder);

  std::string ids;
  for (int i = 0; i < 40; ++i) {
    const ArchiveRef ref = archive.add_resource({"http://a.example/", "", "", "x"}).value();
    const std::string text = all_records(folder, ref.segment);
    const std::string id = field_of(text, "WARC-Record-ID", text.rfind("WARC/1.1"));
    EXPECT_EQ(ids.find(id), std::string::npos);
    ids += id;
  }
}

TEST(PageArchive, StoresBodiesThatCameCompressedWithoutPackingThemAgain) {
  const ArchiveFolder folder;
  PageArchive archive = open_archive(folder);
  const std::string body(5000, 'a');
  ArchivedExchange coded = exchange();
  coded.body = body;
  coded.response_head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n";
  ArchivedExchange plain = exchange();
  plain.body = body;

  EXPECT_GT(archive.add_fetched(coded)->length, 5000U);
  EXPECT_LT(archive.add_fetched(plain)->length, 1000U);
}

TEST(PageArchive, StoresRevisitsAndResources) {
  const ArchiveFolder folder;
  PageArchive archive = open_archive(folder);

  const ArchiveRef ref =
      archive
          .add_revisit({"http://cables.example/a", "", "", "GET /a HTTP/1.1\r\n\r\n",
                        "HTTP/1.1 304 Not Modified\r\n\r\n", Digest::of("x"), "urn:uuid:first",
                        "http://cables.example/a", "2010-11-27T00:00:00Z"})
          .value();
  ASSERT_TRUE(archive.add_resource({"file:a.html", "", "text/html", "<p>"}));
  ASSERT_TRUE(archive.close());

  const std::string text = all_records(folder, ref.segment);
  EXPECT_NE(text.find("WARC-Refers-To: <urn:uuid:first>"), std::string::npos);
  EXPECT_NE(text.find("WARC-Type: resource"), std::string::npos);
}

TEST(PageArchive, SaysWhenTheDiskIsTooFullToGoOn) {
  const ArchiveFolder folder;
  const PageArchive roomy = open_archive(folder, 0);
  const PageArchive full = open_archive(folder, std::uint64_t{1} << 62U);

  EXPECT_TRUE(roomy.room().has_value());
  ASSERT_FALSE(full.room().has_value());
  EXPECT_EQ(full.room().error().kind, ErrorKind::kTransient);
  EXPECT_NE(full.room().error().message.find("hint: free some space"), std::string::npos);
}

}  // namespace
}  // namespace cabled::page_archive_test
