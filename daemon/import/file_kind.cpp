#include "daemon/import/file_kind.h"

#include <zstd.h>

#include <algorithm>
#include <array>
#include <memory>
#include <span>
#include <string>

#include "daemon/codec/inflate_stream.h"
#include "daemon/codec/magic.h"
#include "parsers/dump/csv_dump.h"
#include "parsers/model/ascii.h"
#include "parsers/warc/record_header.h"
#include "parsers/warc/record_start.h"

namespace cabled {
namespace {

constexpr std::size_t kOpenedHead = 4096;
constexpr std::size_t kZipTail = 22 + 0xffff;  // the end record with the longest comment

/// The first bytes that gzip members hold, empty members passed over.
std::string begin_of_gzip(std::string_view bytes) {
  InflateStream stream(Wrapping::kGzip);
  std::string out(kOpenedHead, '\0');
  std::size_t filled = 0;
  auto state = Inflated::State::kMore;
  while (state == Inflated::State::kMore && filled < out.size()) {
    const Inflated step = stream.feed(bytes, std::span(out).subspan(filled));
    bytes.remove_prefix(step.used);
    filled += step.piece.size();
    state = step.state;
    if (state == Inflated::State::kEnd && !bytes.empty()) {
      stream.begin_again();
      state = Inflated::State::kMore;
    }
  }
  out.resize(filled);
  return out;
}

std::string begin_of_zstd(std::string_view bytes) {
  const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(),
                                                                     &ZSTD_freeDCtx);
  std::string out(kOpenedHead, '\0');
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  ZSTD_outBuffer sink{out.data(), out.size(), 0};
  while (context && in.pos < in.size && sink.pos < sink.size) {
    if (ZSTD_isError(ZSTD_decompressStream(context.get(), &sink, &in)) != 0) break;
  }
  out.resize(sink.pos);
  return out;
}

bool begins_archive_records(std::string_view head) {
  head = head.substr(0, kOpenedHead);
  if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  const std::size_t text = std::min(head.find_first_not_of(" \r\n"), head.size());
  head.remove_prefix(text);
  if (warc::warc_start_at(head) == warc::Start::kYes || head.starts_with("filedesc:")) return true;
  const std::string_view line = ascii::trim(head.substr(0, head.find('\n')));
  if (line.find("://") != line.npos && warc::parse_arc_header(line)) return true;
  // Foreign bytes before the first record; no page begins a line with a record's version.
  static constexpr std::size_t kNear = 512;
  return warc::find_warc_line(head.substr(0, kNear)).found;
}

bool begins_dump(std::string_view head) {
  if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  return begins_like_dump_row(head.substr(0, std::min<std::size_t>(head.size(), 256)));
}

bool begins_json_pages(std::string_view head) {
  if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
  head = ascii::trim(head);
  if (!head.starts_with('{') || head.find("\"json-pages-") < head.find('\n')) return false;
  const std::string_view line = head.substr(0, head.find('\n'));
  const auto has = [&](std::string_view key) { return line.find(key) != line.npos; };
  return has("\"url\"") && (has("\"html\"") || has("\"html_base64\"") || has("\"text\""));
}

bool begins_tar(std::string_view head) {
  static constexpr std::size_t kHeader = 512;
  static constexpr std::size_t kSumAt = 148;
  static constexpr std::size_t kSumLength = 8;
  if (head.size() < kHeader) return false;
  if (head.substr(257, 5) == "ustar") return true;
  unsigned sum = kSumLength * ' ';
  for (std::size_t i = 0; i < kHeader; ++i) {
    if (i < kSumAt || i >= kSumAt + kSumLength) sum += static_cast<unsigned char>(head[i]);
  }
  unsigned said = 0;
  for (const char c : ascii::trim(head.substr(kSumAt, 6))) {
    if (c < '0' || c > '7') return false;
    said = said * 8 + static_cast<unsigned>(c - '0');
  }
  return said == sum;
}

}  // namespace

FileKind kind_of_bytes(std::string_view head) {
  if (is_gzip(head)) {
    return begins_archive_records(begin_of_gzip(head)) ? FileKind::kWarc : FileKind::kStream;
  }
  if (head.starts_with(kZstdDictionaryMagic)) return FileKind::kWarc;
  if (head.starts_with(kZstdMagic)) {
    return begins_archive_records(begin_of_zstd(head)) ? FileKind::kWarc : FileKind::kStream;
  }
  if (head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06")) return FileKind::kZip;
  if (head.starts_with("7z\xbc\xaf\x27\x1c")) return FileKind::kSevenZip;
  if (head.starts_with(std::string_view("\xfd"
                                        "7zXZ\0",
                                        6)) ||
      head.starts_with("BZh")) {
    return FileKind::kStream;
  }
  if (begins_archive_records(head)) return FileKind::kWarc;
  if (begins_tar(head)) return FileKind::kStream;
  if (begins_dump(head)) return FileKind::kDump;
  return begins_json_pages(head) ? FileKind::kJsonLines : FileKind::kPage;
}

Result<FileKind> kind_of_file(FileWindow& file) {
  const auto head = file.peek();
  if (!head) return tl::unexpected(head.error());
  const FileKind kind = kind_of_bytes(*head);
  if (kind != FileKind::kPage) return kind;
  const std::uint64_t tail = file.size() - std::min<std::uint64_t>(file.size(), kZipTail);
  const auto end_record = file.seek_magic("PK\x05\x06", tail);
  file.seek(0);
  if (!end_record) return tl::unexpected(end_record.error());
  return *end_record ? FileKind::kZip : kind;
}

}  // namespace cabled
