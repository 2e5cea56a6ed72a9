// Any bytes as a table of cables: by its own look, when it has one, else as the dump of eight
// columns; pushed in pieces whose size the first byte chooses.
#include "parsers/dump/csv_dump.h"
#include "parsers/dump/look_at_csv.h"
#include "tests/fuzz/fuzz_target.h"

namespace {

constexpr std::size_t kMaxRow = 4096;

void take_rows(cabled::CsvDumpReader& reader, std::size_t pushed) {
  while (const auto row = reader.next()) {
    cabled::fuzz::require(row->offset + row->length <= pushed);
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t piece = std::size_t{data[0]} + 1;
  const std::string_view bytes = cabled::fuzz::bytes_of(data, size).substr(1);
  const cabled::CsvLook look = cabled::look_at_csv(bytes, {});
  cabled::fuzz::require(!look.layout || look.layout->rows_at <= bytes.size());
  cabled::CsvDumpReader reader(look.layout.value_or(cabled::CsvLayout()), kMaxRow);
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    reader.push(bytes.substr(at, piece));
    take_rows(reader, bytes.size());
  }
  reader.finish();
  take_rows(reader, bytes.size());
  return 0;
}
