// The first line as the URL asked about, the rest as robots.txt.
#include "parsers/web/robots.h"
#include "tests/fuzz/fuzz_target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = cabled::fuzz::bytes_of(data, size);
  const std::string_view target = bytes.substr(0, bytes.find('\n'));
  const cabled::Robots robots = cabled::Robots::parse(bytes.substr(target.size()));
  static_cast<void>(robots.decision("cabled/1.0 (+https://example.org)", target));
  return 0;
}
