// Any bytes as a page: with the profile that the first byte chooses, and with the generic locator.
#include <array>
#include <string>
#include <variant>

#include "parsers/model/utf8_text.h"
#include "parsers/page/read_page.h"
#include "tests/fuzz/fuzz_target.h"

namespace {

using cabled::fuzz::require;

constexpr std::array kUrls = {"",
                              "https://www.scoop.co.nz/stories/WL0702/S00318.htm",
                              "https://wikileaks.org/cable/2007/02/07CARRICK318.html",
                              "https://wikileaks.org/plusd/cables/1975CARRIC03318_b.html",
                              "http://www.cablegatesearch.net/cable.php?id=07CARRICK318",
                              "https://www.cabledrum.net/cables/07CARRICK318",
                              "http://wikileaks.jcvignoli.com/cable_07CARRICK318",
                              "https://courier.example/world/the-cable"};

void check(const cabled::Page& page, cabled::Profiles profiles) {
  cabled::PageReaderOptions options;
  options.profiles = profiles;
  options.explain = cabled::Explain::kYes;
  const cabled::PageReading reading = cabled::read_page(page, options);
  for (const cabled::Removal& removal : reading.removed) {
    require(cabled::is_valid_utf8(removal.text));
  }
  if (const auto* cable = std::get_if<cabled::Cable>(&reading.outcome)) {
    require(cabled::is_valid_utf8(cable->text) && cabled::is_valid_utf8(cable->prose));
    require(cable->text.empty() || cable->text.back() == '\n');
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  cabled::Page page;
  page.url = kUrls.at(data[0] % kUrls.size());
  page.bytes = std::string(cabled::fuzz::bytes_of(data, size).substr(1));
  check(page, cabled::Profiles::kUse);
  check(page, cabled::Profiles::kIgnore);
  return 0;
}
