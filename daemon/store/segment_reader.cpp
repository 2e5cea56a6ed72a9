#include "daemon/store/segment_reader.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>
#include <system_error>

#include "daemon/codec/gzip_member.h"
#include "daemon/store/segment_name.h"
#include "daemon/system/file_descriptor.h"
#include "parsers/warc/block_digests.h"
#include "parsers/warc/record_header.h"
#include "parsers/web/http_head.h"

namespace cabled {
namespace {

std::string place(const ArchiveRef& ref) { return fmt::format("{}@{}", ref.segment, ref.offset); }

Result<std::string> read_bytes(const std::string& path, const ArchiveRef& ref) {
  const FileDescriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  std::string bytes(file ? ref.length : 0, '\0');
  std::size_t have = 0;
  while (file && have < bytes.size()) {
    const ssize_t got = pread(file.get(), bytes.data() + have, bytes.size() - have,
                              static_cast<off_t>(ref.offset + have));
    if (got < 0 && errno == EINTR) continue;
    if (got == 0) {
      return fail(ErrorKind::kInvalid, "segment ends before the record at '{}'", place(ref));
    }
    if (got < 0) break;
    have += static_cast<std::size_t>(got);
  }
  if (!file || have < bytes.size()) {
    return fail(ErrorKind::kTransient, "cannot read '{}': {}", path,
                std::generic_category().message(errno));
  }
  return bytes;
}

Result<StoredRecord> take_apart(std::string_view bytes, const ArchiveRef& ref) {
  const std::size_t header_size = header_end(bytes).value_or(0);
  const auto header = warc::parse_warc_header(bytes.substr(0, header_size));
  if (!header || header->content_length.value_or(bytes.size()) > bytes.size() - header_size) {
    return fail(ErrorKind::kInvalid, "no WARC record at '{}'", place(ref));
  }
  const std::string_view block = bytes.substr(header_size, *header->content_length);
  StoredRecord record{header->type,         header->id,    header->uri,  header->date,
                      header->content_type, std::string(), std::string()};
  std::size_t body_at = 0;
  if (warc::holds_http(*header) && !block.empty()) {
    const auto head = read_http_head(block);
    if (!head) return fail(ErrorKind::kInvalid, "no HTTP head at '{}'", place(ref));
    body_at = head->body_at;
  }
  record.head = block.substr(0, body_at);
  record.body = block.substr(body_at);
  return record;
}

}  // namespace

Result<StoredRecord> SegmentReader::read(const ArchiveRef& ref) const {
  // The reference comes out of a database: neither its name nor its length is taken on trust.
  if (!is_segment_name(ref.segment) || ref.length > kMaxRecord) {
    return fail(ErrorKind::kInvalid, "bad archive reference '{}'", place(ref));
  }
  const auto bytes = read_bytes(folder_ + '/' + ref.segment, ref);
  if (!bytes) return tl::unexpected(bytes.error());
  auto member = open_gzip_member(*bytes, kMaxRecord);
  if (!member) {
    member.error().message += fmt::format(" at '{}'", place(ref));
    return tl::unexpected(member.error());
  }
  return take_apart(member->bytes, ref);
}

}  // namespace cabled
