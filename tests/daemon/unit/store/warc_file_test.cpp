#include "daemon/store/warc_file.h"

#include <gtest/gtest.h>
#include <zstd.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "daemon/codec/gzip_member.h"
#include "daemon/store/record_payload.h"
#include "tests/daemon/unit/store/archive_folder.h"
#include "tests/support/shared_data.h"

namespace cabled::warc_file_test {
namespace {

std::string record(const std::string& name) {
  const std::string block =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n<p>" + name + "\r\n0\r\n\r\n";
  return "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2010-11-28T18:00:00Z\r\n"
         "WARC-Target-URI: http://cables.example/" +
         name + "\r\nContent-Length: " + std::to_string(block.size()) + "\r\n\r\n" + block +
         "\r\n\r\n";
}

std::string gzip(const std::string& bytes) { return GzipPacker().pack(bytes, Packing::kDeflated); }

std::string zstd(const std::string& bytes, const std::string& dictionary = "") {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  ZSTD_CCtx* context = ZSTD_createCCtx();
  out.resize(ZSTD_compress_usingDict(context, out.data(), out.size(), bytes.data(), bytes.size(),
                                     dictionary.data(), dictionary.size(), 3));
  ZSTD_freeCCtx(context);
  return out;
}

std::string dictionary_frame(const std::string& dictionary) {
  std::string frame("\x5d\x2a\x4d\x18", 4);
  for (unsigned shift = 0; shift < 32; shift += 8) {
    frame += static_cast<char>((dictionary.size() >> shift) & 255U);
  }
  return frame + dictionary;
}

/// "a:<p>a b:<p>b" for what is sound; the error for what is not.
std::string listing(const std::string& bytes) {
  const ArchiveFolder folder;
  spill(folder.file("x"), bytes);
  WarcFile file = WarcFile::open(folder.file("x")).value();
  std::string out;
  while (true) {
    const auto record = file.next().value();
    if (!record) return out;
    const std::string name = record->header.uri.substr(record->header.uri.rfind('/') + 1);
    out +=
        record->error.empty() ? name + ':' + payload_of(*record, {}).bytes + ' ' : '!' + name + ' ';
  }
}

TEST(WarcFile, ReadsEveryFormOfCompression) {
  const std::string a = record("a");
  const std::string b = record("b");
  const std::string dictionary = record("d") + record("e");
  const std::string sound = "a:<p>a b:<p>b ";

  EXPECT_EQ(listing(a + b), sound);
  EXPECT_EQ(listing(gzip(a) + gzip(b)), sound);
  EXPECT_EQ(listing(gzip(a + b)), sound) << "one member for the file";
  EXPECT_EQ(listing(gzip(a.substr(0, 50)) + gzip(a.substr(50) + b)), sound) << "members anywhere";
  EXPECT_EQ(listing(zstd(a) + zstd(b)), sound);
  EXPECT_EQ(listing(zstd(a + b)), sound);
  EXPECT_EQ(listing(dictionary_frame(dictionary) + zstd(a, dictionary) + zstd(b, dictionary)),
            sound);
  EXPECT_EQ(listing(dictionary_frame(zstd(dictionary)) + zstd(a, dictionary)), "a:<p>a ");
}

TEST(WarcFile, GoesOnBehindADamagedMember) {
  std::string bad = gzip(record("a"));
  bad[bad.size() - 6] ^= 0x55;
  std::string bad_frame = zstd(record("a"));
  bad_frame[5] ^= 0x55;

  EXPECT_EQ(listing(bad + gzip(record("b"))), "!a b:<p>b ");
  EXPECT_EQ(listing(gzip(record("a")) + "GARBAGE" + gzip(record("b"))), "a:<p>a ! b:<p>b ");
  EXPECT_TRUE(listing(bad_frame + zstd(record("b"))).ends_with("b:<p>b "));
}

TEST(WarcFile, NamesTheRecordThatIsCutAtTheEndOfTheFile) {
  const std::string last = gzip(record("b"));

  EXPECT_EQ(listing(gzip(record("a")) + last.substr(0, last.size() - 4)), "a:<p>a !b ");
  EXPECT_EQ(listing(gzip(record("a")) + std::string(600'000, '\0')), "a:<p>a ");
}

TEST(WarcFile, NamesAFileThatCannotBeRead) {
  EXPECT_EQ(WarcFile::open("/nonexistent").error().kind, ErrorKind::kInvalid);
  EXPECT_FALSE(WarcFile::open("/tmp").has_value());
}

TEST(WarcFile, AgreesWithAReferenceReaderOnSharedFiles) {
  const auto shared = test::shared_data();
  if (!shared) GTEST_SKIP() << "shared test data is absent";
  std::istringstream lines(test::read_file(*shared / "cases/warc/expected.jsonl"));
  for (std::string line; std::getline(lines, line);) {
    const auto expected = nlohmann::json::parse(line);
    const std::string name = expected["file"];
    // The reference stops where it meets what it calls an error; we read on.
    if (!expected["reader_error"].is_null()) continue;
    WarcFile file = WarcFile::open(*shared / "cases/warc" / name).value();
    for (const auto& want : expected["records"]) {
      const auto record = file.next().value();
      ASSERT_TRUE(record.has_value()) << name;
      EXPECT_EQ(record->header.type, want["type"].get<std::string>()) << name;
      EXPECT_EQ(record->header.date, want["date"].get<std::string>()) << name;
      EXPECT_EQ(Digest::of(payload_of(*record, {}).bytes).hex(),
                want["payload_sha256"].get<std::string>())
          << name;
      const auto right = check_digests(*record);
      EXPECT_EQ(right ? nlohmann::json(*right) : nlohmann::json(), want["digest_ok"]) << name;
    }
    EXPECT_FALSE(file.next().value().has_value()) << name;
  }
}

}  // namespace
}  // namespace cabled::warc_file_test
