// The first line as a URL, the second as a reference to resolve against it, the third as a pattern.
#include <algorithm>
#include <string>

#include "parsers/model/url.h"
#include "parsers/web/url_key.h"
#include "parsers/web/url_pattern.h"
#include "tests/fuzz/fuzz_target.h"

namespace {

std::string_view take_line(std::string_view& rest) {
  const std::string_view line = rest.substr(0, rest.find('\n'));
  rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  return line;
}

void check(const cabled::Url& url, std::string_view pattern_text) {
  // What is canonical stays as it is: else one page would have two names.
  const auto again = cabled::Url::parse(url.text());
  cabled::fuzz::require(again.has_value() && *again == url);
  static_cast<void>(cabled::story_key(url, {}));
  static_cast<void>(cabled::canonical_for_frontier(url, {}));
  const auto pattern = cabled::UrlPattern::parse(pattern_text);
  if (pattern) static_cast<void>(pattern->matches(url));
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest = cabled::fuzz::bytes_of(data, size);
  const auto url = cabled::Url::parse(take_line(rest));
  const std::string_view reference = take_line(rest);
  const std::string_view pattern = take_line(rest);
  if (!url) return 0;
  check(*url, pattern);
  const auto resolved = url->resolve(reference);
  if (resolved) check(*resolved, pattern);
  return 0;
}
