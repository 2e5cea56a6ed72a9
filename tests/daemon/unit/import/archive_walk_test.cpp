#include "daemon/import/archive_walk.h"

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include <string>

#include "daemon/codec/gzip_member.h"
#include "tests/daemon/unit/import/walked_items.h"

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

TEST(ArchiveWalk, ReadsTarsPutBehindEachOther) {
  const std::string both = tar("a.html", "<p>a page") + tar("b.html", "<p>b page");

  EXPECT_EQ(items_of(both), "page(<p>a page) page(<p>b page) ");
  EXPECT_EQ(items_of(zipped(both)), "page(<p>a page) page(<p>b page) ");
  EXPECT_EQ(items_of(zipped(tar("a.html", "<p>a page")) + zipped(tar("b.html", "<p>b page"))),
            "page(<p>a page) page(<p>b page) ");
  EXPECT_EQ(items_of(tar("a.html", "<p>a page") + std::string(99 * 512, '\0') +
                     tar("b.html", "<p>b page")),
            "page(<p>a page) page(<p>b page) ");
}

TEST(ArchiveWalk, NamesBytesBehindTheEndOfATar) {
  static const std::string kForeign =
      "page(<p>a page) damaged(bytes that are no tar, behind a member or the tar's end) ";
  const std::string sound = tar("a.html", "<p>a page");
  for (const std::size_t size : {512U, 1024U, 5000U, 200'000U}) {
    EXPECT_EQ(items_of(sound + std::string(size, 'g')), kForeign) << size;
    EXPECT_EQ(items_of(zipped(sound + std::string(size, 'g'))), kForeign) << size;
  }
  EXPECT_EQ(items_of(sound + std::string(1024, 'g') + tar("b.html", "<p>b page")),
            kForeign + "page(<p>b page) ");
}

struct ZipMember {
  std::string name;
  std::string content;
  std::string local_extra;
  std::string directory_extra;
};

std::string little(std::uint64_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i, value >>= 8U) out += static_cast<char>(value & 0xFFU);
  return out;
}

std::uint32_t crc_of(const std::string& bytes) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int i = 0; i < 8; ++i) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
  }
  return ~crc;
}

/// A zip of stored members, by APPNOTE.
std::string zip(const std::vector<ZipMember>& members) {
  std::string out;
  std::string directory;
  for (const ZipMember& member : members) {
    const std::string common = little(20, 2) + little(0, 8) + little(crc_of(member.content), 4) +
                               little(member.content.size(), 4) + little(member.content.size(), 4) +
                               little(member.name.size(), 2);
    directory += "PK\x01\x02" + little(20, 2) + common + little(member.directory_extra.size(), 2) +
                 little(0, 10) + little(out.size(), 4) + member.name + member.directory_extra;
    out += "PK\x03\x04" + common + little(member.local_extra.size(), 2) + member.name +
           member.local_extra + member.content;
  }
  const std::string end = "PK\x05\x06" + little(0, 4) + little(members.size(), 2) +
                          little(members.size(), 2) + little(directory.size(), 4) +
                          little(out.size(), 4) + little(0, 2);
  return out + directory + end;
}

TEST(ArchiveWalk, ReadsAZipWhoseExtraFieldsDoNotParse) {
  for (const std::string extra : {"X-In-Cache: 1\r\nX-StatusCode: 200\r\n", "ab", "UT\xff\xff...",
                                  "UT\x01", "long extra text that says nothing"}) {
    const std::string sound =
        zip({{"a.html", "<p>a page", extra, ""}, {"b.html", "<p>b", "", extra}});
    EXPECT_EQ(items_of(sound), "page(<p>a page) page(<p>b) ") << extra;
    EXPECT_EQ(items_of("foreign bytes" + sound), "page(<p>a page) page(<p>b) ") << "behind others";
  }
}

TEST(ArchiveWalk, CallsTheMembersOfHttracksCacheByTheirAddresses) {
  EXPECT_EQ(urls_of(zip({{"http://www.a.example/x/1.html", "<p>a", "X-In-Cache: 1\r\n", ""},
                         {"https://b.example/?id=2", "<p>b", "", ""},
                         {"http:no-address", "<p>c", "", ""}})),
            "http://www.a.example/x/1.html https://b.example/?id=2 file://x/http:no-address ");
}

TEST(ArchiveWalk, SavesTheWholeMembersOfAZipThatIsCutShort) {
  const std::string whole = zip({{"a.html", "<p>a page", "", ""}, {"b.html", "<p>b page", "", ""}});
  static const std::string kCut =
      "damaged(zip is cut short: its directory is missing, whole members are read without it) ";

  EXPECT_EQ(items_of(whole.substr(0, whole.size() - 22)),
            kCut + "page(<p>a page) page(<p>b page) ");
  const std::string half = items_of(whole.substr(0, whole.find("<p>b") + 3));
  EXPECT_TRUE(half.starts_with(kCut + "page(<p>a page) damaged(")) << half;
}

/// One file in a compression that libarchive writes.
std::string packed(const std::string& bytes, int (*filter)(archive*)) {
  std::string out(bytes.size() + 4096, '\0');
  std::size_t used = 0;
  archive* writer = archive_write_new();
  EXPECT_EQ(filter(writer), ARCHIVE_OK);
  archive_write_set_format_raw(writer);
  archive_write_set_bytes_in_last_block(writer, 1);
  EXPECT_EQ(archive_write_open_memory(writer, out.data(), out.size(), &used), ARCHIVE_OK);
  archive_entry* entry = archive_entry_new();
  archive_entry_set_filetype(entry, AE_IFREG);
  EXPECT_EQ(archive_write_header(writer, entry), ARCHIVE_OK);
  archive_write_data(writer, bytes.data(), bytes.size());
  archive_write_close(writer);
  archive_entry_free(entry);
  archive_write_free(writer);
  out.resize(used);
  return out;
}

TEST(ArchiveWalk, OpensEachCompressionAndWhatLiesInIt) {
  for (const auto filter : {archive_write_add_filter_lz4, archive_write_add_filter_xz,
                            archive_write_add_filter_zstd, archive_write_add_filter_bzip2}) {
    EXPECT_EQ(items_of(packed("<p>a page", filter)), "page(<p>a page) ");
    EXPECT_EQ(items_of(packed(tar("a.html", "<p>a page"), filter)), "page(<p>a page) ");
    EXPECT_EQ(items_of(packed(zipped("<p>a page"), filter)), "page(<p>a page) ");
  }
}

}  // namespace
}  // namespace cabled::archive_walk_test
