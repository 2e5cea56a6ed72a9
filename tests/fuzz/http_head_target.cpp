// Any bytes as the head of a server's reply, and as dates.
#include <chrono>

#include "parsers/web/http_header.h"
#include "parsers/web/web_date.h"
#include "tests/fuzz/fuzz_target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = cabled::fuzz::bytes_of(data, size);
  const auto end = cabled::header_block_size(bytes);
  cabled::fuzz::require(!end || *end <= bytes.size());
  static_cast<void>(cabled::read_http_head(bytes));
  static_cast<void>(cabled::read_header_fields(bytes));
  const std::string_view line = bytes.substr(0, bytes.find('\n'));
  static_cast<void>(cabled::read_http_date(line, std::chrono::sys_seconds{}));
  static_cast<void>(cabled::read_w3c_date(line));
  static_cast<void>(cabled::read_mail_date(line));
  return 0;
}
