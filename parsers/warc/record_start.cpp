#include "parsers/warc/record_start.h"

#include <algorithm>

#include "parsers/model/ascii.h"
#include "parsers/warc/record_header.h"

namespace cabled::warc {
namespace {

constexpr std::string_view kMark = "WARC/";

template <typename Accept>
FoundStart find_mark(std::string_view bytes, Accept accept) {
  std::size_t at = bytes.find(kMark);
  while (at != bytes.npos) {
    const Start start = warc_start_at(bytes.substr(at));
    if (start == Start::kUnsure) break;
    if (start == Start::kYes && accept(bytes.substr(0, at))) return {true, at};
    at = bytes.find(kMark, at + kMark.size());
  }
  // A mark at the end may go on in the next bytes, and needs the two lines before it.
  static constexpr std::size_t kOverlap = 4;
  const std::size_t tail = std::min(at, bytes.size() - std::min(bytes.size(), kMark.size()));
  return {false, tail - std::min(tail, kOverlap)};
}

}  // namespace

Start warc_start_at(std::string_view bytes) {
  if (bytes.size() <= kMark.size()) {
    return kMark.starts_with(bytes) ? Start::kUnsure : Start::kNo;
  }
  return bytes.starts_with(kMark) && ascii::is_digit(bytes[kMark.size()]) ? Start::kYes
                                                                          : Start::kNo;
}

FoundStart find_warc_start(std::string_view bytes) {
  return find_mark(bytes, [](std::string_view) { return true; });
}

FoundStart find_warc_line(std::string_view bytes) {
  return find_mark(bytes, [](std::string_view before) { return before.ends_with('\n'); });
}

FoundStart find_separated_start(std::string_view bytes) {
  return find_mark(bytes, [](std::string_view before) {
    return before.ends_with("\n\r\n") || before.ends_with("\n\n");
  });
}

FoundStart find_arc_start(std::string_view bytes) {
  static constexpr std::size_t kLongestLine = 65536;
  std::size_t at = 0;
  while (true) {
    const std::size_t end = bytes.find('\n', at);
    if (end == bytes.npos) {
      return {false, bytes.size() - at > kLongestLine ? bytes.size() : at};
    }
    const std::string_view line = bytes.substr(at, end - at);
    if (line.find(':') != line.npos && parse_arc_header(ascii::trim(line))) return {true, at};
    at = end + 1;
  }
}

}  // namespace cabled::warc
