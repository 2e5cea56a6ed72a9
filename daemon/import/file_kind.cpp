#include "daemon/import/file_kind.h"

#include <zstd.h>

#include <algorithm>
#include <array>
#include <memory>
#include <span>
#include <string>

#include "daemon/codec/inflate_stream.h"
#include "daemon/codec/magic.h"
#include "parsers/dump/json_values.h"
#include "parsers/dump/look_at_csv.h"
#include "parsers/dump/wide_text.h"
#include "parsers/mail/mail_splitter.h"
#include "parsers/model/ascii.h"
#include "parsers/model/utf8_text.h"
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
  if (head.starts_with(kByteOrderMark)) head.remove_prefix(kByteOrderMark.size());
  const std::size_t text = std::min(head.find_first_not_of(" \r\n"), head.size());
  head.remove_prefix(text);
  if (warc::warc_start_at(head) == warc::Start::kYes || head.starts_with("filedesc:")) return true;
  const std::string_view line = ascii::trim(head.substr(0, head.find('\n')));
  if (line.find("://") != line.npos && warc::parse_arc_header(line)) return true;
  // Foreign bytes before the first record; no page begins a line with a record's version.
  static constexpr std::size_t kNear = 512;
  return warc::find_warc_line(head.substr(0, kNear)).found;
}

/// The kind of a file that is text with pages in it; kPage when it is none.
FileKind kind_of_text(std::string_view head, const DumpHints& hints) {
  if (json_form(head)) return FileKind::kJson;
  if (mail_form(head)) return FileKind::kMail;
  const CsvLook look = look_at_csv(head, hints.columns);
  return look.layout || !look.refusal.empty() ? FileKind::kDump : FileKind::kPage;
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

FileKind kind_of_bytes(std::string_view head, const DumpHints& hints) {
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
      head.starts_with("BZh") || head.starts_with("\x04\x22\x4d\x18") ||  // LZ4's frames,
      head.starts_with("\x02\x21\x4c\x18")) {                             // and its old ones
    return FileKind::kStream;
  }
  if (begins_archive_records(head)) return FileKind::kWarc;
  if (begins_tar(head)) return FileKind::kStream;
  if (const auto form = wide_form(head)) {
    return kind_of_text(WideText(*form).push(head), hints);
  }
  return kind_of_text(head, hints);
}

Result<FileKind> kind_of_file(FileWindow& file, const DumpHints& hints) {
  const auto head = file.peek();
  if (!head) return tl::unexpected(head.error());
  const FileKind kind = kind_of_bytes(*head, hints);
  if (kind != FileKind::kPage) return kind;
  const std::uint64_t tail = file.size() - std::min<std::uint64_t>(file.size(), kZipTail);
  const auto end_record = file.seek_magic("PK\x05\x06", tail);
  file.seek(0);
  if (!end_record) return tl::unexpected(end_record.error());
  return *end_record ? FileKind::kZip : kind;
}

Result<void> check_readable(FileWindow& file, FileKind kind, const DumpHints& hints) {
  if (kind != FileKind::kDump) return {};
  const auto head = file.peek();
  if (!head) return tl::unexpected(head.error());
  const auto form = wide_form(*head);
  const CsvLook look =
      look_at_csv(form ? WideText(*form).push(*head) : std::string(*head), hints.columns);
  if (look.layout) return {};
  return fail(ErrorKind::kInvalid, "{}", look.refusal);
}

}  // namespace cabled
