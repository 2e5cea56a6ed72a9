// Any bytes as the text of a cable or of a piece of one, and as an id.
#include <string>
#include <utility>
#include <variant>

#include "parsers/cable/station/canonical_id.h"
#include "parsers/model/utf8_text.h"
#include "parsers/page/read_page.h"
#include "tests/fuzz/fuzz_target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using cabled::fuzz::require;
  const std::string bytes(cabled::fuzz::bytes_of(data, size));
  static_cast<void>(cabled::canonical_id(bytes.substr(0, bytes.find('\n'))));

  std::string text = cabled::Utf8Text::sanitized(bytes).str();
  const cabled::PageReading reading = cabled::read_text(text);
  if (const auto* cable = std::get_if<cabled::Cable>(&reading.outcome)) {
    require(cabled::is_valid_utf8(cable->text) && cabled::is_valid_utf8(cable->prose));
    require(!cable->subject || cabled::is_valid_utf8(*cable->subject));
  }
  return 0;
}
