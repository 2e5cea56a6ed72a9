// Any bytes as the head of a server's reply, and as dates.
#include <chrono>

#include "parsers/web/http_head.h"
#include "parsers/web/web_date.h"
#include "tests/fuzz/fuzz_target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = cabled::fuzz::bytes_of(data, size);
  const auto end = cabled::header_end(bytes);
  cabled::fuzz::require(!end || *end <= bytes.size());
  if (const auto head = cabled::read_http_head(bytes)) {
    cabled::fuzz::require(head->body_at <= bytes.size());
    for (const auto& field : head->fields) {
      const auto first = cabled::find_field(head->fields, field.name);
      cabled::fuzz::require(first == cabled::header_value(bytes, field.name));
    }
  }
  static_cast<void>(cabled::read_strict_fields(bytes));
  const std::string_view line = bytes.substr(0, bytes.find('\n'));
  static_cast<void>(cabled::read_http_date(line, std::chrono::sys_seconds{}));
  static_cast<void>(cabled::read_w3c_date(line));
  static_cast<void>(cabled::read_mail_date(line));
  return 0;
}
