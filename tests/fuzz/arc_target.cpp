// Any bytes as an ARC file behind its version block, in units as gzip members make them: the bits
// of the first byte choose how large pieces are, which of them begin and end a unit, and which are
// damaged.
#include <algorithm>

#include "parsers/warc/dechunk.h"
#include "parsers/warc/warc_reader.h"
#include "parsers/web/http_head.h"
#include "tests/fuzz/fuzz_target.h"

namespace {

constexpr std::size_t kLargestBlock = 4096;
constexpr std::string_view kVersionBlock =
    "filedesc://a.arc 0.0.0.0 20101128180000 text/plain 68\n"
    "1 0 test\nURL IP-address Archive-date Content-type Archive-length\n\n\n";

void take_all(cabled::warc::WarcReader& reader) {
  while (const auto record = reader.next()) {
    cabled::fuzz::require(record->block.size() <= kLargestBlock);
    if (!cabled::warc::holds_http(record->header)) continue;
    const auto head = cabled::read_http_head(record->block);
    if (head) static_cast<void>(cabled::warc::dechunk(record->block.substr(head->body_at)));
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const unsigned choice = data[0];
  const std::size_t piece = std::size_t{1} << (choice & 15U);
  const bool in_units = (choice & 16U) != 0;
  const std::string_view bytes = cabled::fuzz::bytes_of(data, size).substr(1);
  cabled::warc::WarcReader reader(kLargestBlock);
  reader.push(kVersionBlock);
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    const std::string_view part = bytes.substr(at, piece);
    if (in_units) reader.begin_unit(at);
    reader.push(part);
    const bool is_damaged = (choice & 32U) != 0 && at / piece % 3 == 2;
    if (in_units && is_damaged) reader.damage("damaged");
    if (in_units && !is_damaged) reader.end_unit(at + part.size());
    take_all(reader);
  }
  reader.finish();
  take_all(reader);
  return 0;
}
