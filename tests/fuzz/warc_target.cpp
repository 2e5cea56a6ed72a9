// Any bytes as WARC or ARC records, pushed in pieces whose size the first byte chooses.
#include <algorithm>

#include "parsers/warc/dechunk.h"
#include "parsers/warc/warc_reader.h"
#include "parsers/web/http_head.h"
#include "tests/fuzz/fuzz_target.h"

namespace {

constexpr std::size_t kMaxBlock = 4096;

void take_records(cabled::warc::WarcReader& reader, std::size_t pushed) {
  while (const auto record = reader.next()) {
    cabled::fuzz::require(record->offset <= pushed && record->block.size() <= kMaxBlock);
    const auto head = cabled::read_http_head(record->block);
    if (head) static_cast<void>(cabled::warc::dechunk(record->block.substr(head->body_at)));
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t piece = std::size_t{data[0]} + 1;
  const std::string_view bytes = cabled::fuzz::bytes_of(data, size).substr(1);
  cabled::warc::WarcReader reader(kMaxBlock);
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    reader.push(bytes.substr(at, piece));
    take_records(reader, bytes.size());
  }
  reader.finish();
  take_records(reader, bytes.size());
  return 0;
}
