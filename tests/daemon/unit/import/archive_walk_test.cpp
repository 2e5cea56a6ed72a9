#include "daemon/import/archive_walk.h"

#include <gtest/gtest.h>

#include <string>

#include "daemon/codec/gzip_member.h"
#include "tests/daemon/unit/store/archive_folder.h"

namespace cabled::archive_walk_test {
namespace {

std::string zipped(const std::string& bytes) {
  return GzipPacker().pack(bytes, Packing::kDeflated);
}

std::string with_wrong_sum(std::string gzip) {
  gzip[gzip.size() - 6] ^= 0x55;
  return gzip;
}

/// A tar with one file, as POSIX says.
std::string tar(const std::string& name, const std::string& content) {
  std::string header(512, '\0');
  header.replace(0, name.size(), name);
  header.replace(100, 7, "0000644");
  header.replace(124, 11, fmt::format("{:011o}", content.size()));
  header.replace(136, 11, "00000000000");
  header.replace(156, 1, "0");
  header.replace(257, 8, std::string("ustar\00000", 8));
  header.replace(148, 8, "        ");
  unsigned sum = 0;
  for (const char c : header) sum += static_cast<unsigned char>(c);
  header.replace(148, 7, fmt::format("{:06o}", sum) + '\0');
  std::string body = content;
  body.resize((content.size() + 511) / 512 * 512, '\0');
  return header + body + std::string(10240, '\0');
}

/// "page(a.html) damaged(damaged gzip member: …)" of an archive's items.
std::string items_of(const std::string& bytes) {
  const ArchiveFolder folder;
  spill(folder.file("x"), bytes);
  auto file = FileWindow::open(folder.file("x")).value();
  const FileKind kind = kind_of_file(file).value();
  ArchiveLimits limits;
  limits.scratch_folder = folder.path();
  std::string out;
  ArchiveWalk walk("x", limits, [&](ArchiveItem item) {
    static constexpr const char* kKinds[] = {"page", "other", "damaged"};
    out += fmt::format("{}({}) ", kKinds[static_cast<int>(item.kind)],
                       item.kind == ArchiveItem::Kind::kPage ? item.bytes : item.reason);
    return true;
  });
  EXPECT_TRUE(walk.walk(std::move(file), kind));
  return out;
}

TEST(ArchiveWalk, NamesAGzipFileWhoseCheckSumIsWrong) {
  const std::string page = "<p>a page";

  EXPECT_EQ(items_of(zipped(page)), "page(<p>a page) ");
  EXPECT_EQ(items_of(zipped("<p>a") + zipped(" page")), "page(<p>a page) ") << "members are joined";
  EXPECT_EQ(items_of(with_wrong_sum(zipped(page))),
            "damaged(damaged gzip member: incorrect data check) ");
  EXPECT_EQ(items_of(zipped(page).substr(0, 20)), "damaged(gzip member is cut short) ");
}

TEST(ArchiveWalk, NamesATarInGzipWhoseCheckSumIsWrongThoughItsMembersWereRead) {
  const std::string bytes = tar("a.html", "<p>a page");

  EXPECT_EQ(items_of(zipped(bytes)), "page(<p>a page) ");
  EXPECT_EQ(
      items_of(with_wrong_sum(zipped(bytes))),
      "page(<p>a page) damaged(cannot be read on: damaged gzip member: incorrect data check) ");
}

TEST(ArchiveWalk, TakesAGzipFileWithForeignBytesBehindItAndSaysSo) {
  EXPECT_EQ(items_of(zipped("<p>a page") + "GARBAGE"),
            "page(<p>a page) damaged(no gzip behind the last member) ");
  EXPECT_EQ(items_of(zipped("<p>a page") + std::string(5000, '\0')), "page(<p>a page) ");
}

TEST(ArchiveWalk, OpensGzipInGzip) {
  EXPECT_EQ(items_of(zipped(zipped("<p>a page"))), "page(<p>a page) ");
  EXPECT_EQ(items_of(zipped(with_wrong_sum(zipped("<p>a page")))),
            "damaged(damaged gzip member: incorrect data check) ");
}

TEST(ArchiveWalk, TakesAnEmptyZipForAnArchiveWithoutMembers) {
  const std::string nothing = std::string("PK\x05\x06", 4) + std::string(18, '\0');

  EXPECT_EQ(items_of(nothing), "other(holds no file) ");
}

}  // namespace
}  // namespace cabled::archive_walk_test
