#include "parsers/telegram/page_marker.h"

#include <algorithm>
#include <vector>

#include "parsers/model/ascii.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;
// Station (up to five words) and number, then "001.2 OF 006" or "01 OF 02", then a time.
constexpr std::size_t kMostMarkWords = 12;
constexpr std::size_t kMostMarkerWords = 5;
constexpr std::size_t kLongestMarker = 80;
constexpr std::size_t kDigitsOfMarker = 8;
constexpr long kGreatestSerial = 999999;

bool all_digits(std::string_view word) {
  return !word.empty() && words::leading_digits(word) == word.size();
}

bool all_letters(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, ascii::is_upper);
}

bool is_time(std::string_view word) {
  return word.size() == 7 && word.back() == 'Z' && words::leading_digits(word) == 6;
}

struct PageLine {
  PageMarker marker;
  std::size_t size = 0;  ///< how many letters of the text it takes
};

// "PAGE 02 HARARE 05461 01 OF 02 271458Z" at the front of `text`.
std::optional<PageLine> read_page_line(std::string_view text) {
  const std::vector<std::string_view> found =
      words::split(text.substr(0, kLongestMarker), kMostMarkWords);
  if (found.size() < 4 || !all_digits(found[1]) || found[1].size() > 3) return std::nullopt;
  PageLine line;
  std::size_t i = 2;
  for (; i < found.size() && i < 2 + kMostMarkerWords && all_letters(found[i]); ++i) {
    line.marker.station += found[i];
  }
  if (i == 2 || i == found.size() || !all_digits(found[i])) return std::nullopt;
  line.marker.serial = words::number(found[i]).value_or(0);
  std::string_view last = found[i++];
  if (i + 2 < found.size() && all_digits(found[i]) && found[i + 1] == "OF" &&
      all_digits(found[i + 2])) {
    last = found[i + 2];
    i += 3;
  }
  if (i < found.size() && is_time(found[i])) last = found[i];
  line.size = static_cast<std::size_t>(last.data() + last.size() - text.data());
  return line;
}

// The eight digits that end before `of` ("... 00000153  001.2 OF 006"), and the station before
// them.
std::optional<PageMarker> read_marker_before(std::string_view text, std::size_t of) {
  std::string_view before =
      text.substr(of > kLongestMarker ? of - kLongestMarker : 0, std::min(of, kLongestMarker));
  const std::vector<std::string_view> found = words::split(before, kMostMarkWords * 4);
  if (found.size() < 3) return std::nullopt;
  const std::string_view digits = found[found.size() - 2];
  const std::string_view page = found.back();
  if (digits.size() != kDigitsOfMarker || !all_digits(digits) || words::leading_digits(page) < 2) {
    return std::nullopt;
  }
  PageMarker marker;
  marker.serial = words::number(digits).value_or(0);
  if (marker.serial > kGreatestSerial) return std::nullopt;  // misread: its first digits are zeros
  for (std::size_t i = found.size() - 2; i-- > 0 && found.size() - 2 - i <= kMostMarkerWords;) {
    if (!all_letters(found[i]) || before.data() + before.size() == found[i].data()) break;
    marker.station.insert(0, found[i]);
    // A line break before the name ends it; without one the name's own words cannot be told.
    if (found[i].data() == before.data() || *(found[i].data() - 1) == '\n') return marker;
  }
  marker.station.clear();
  return marker;
}

}  // namespace

std::optional<PageMarker> find_page_marker(std::string_view text) {
  const std::size_t page = text.find("PAGE 0");
  if (page != kNowhere) {
    if (auto line = read_page_line(text.substr(page))) return line->marker;
  }
  for (std::size_t at = text.find("OF 0"); at != kNowhere; at = text.find("OF 0", at + 1)) {
    if (auto marker = read_marker_before(text, at)) return marker;
  }
  return std::nullopt;
}

std::string without_page_mark(std::string_view line) {
  const std::size_t page = line.find("PAGE ");
  if (page == kNowhere || (page > 0 && !ascii::is_space(line[page - 1]))) return std::string(line);
  const auto mark = read_page_line(line.substr(page));
  if (!mark) return std::string(line);
  std::string rest(ascii::trim(line.substr(0, page)));
  const std::string_view after = ascii::trim(line.substr(page + mark->size));
  if (!rest.empty() && !after.empty()) rest += ' ';
  rest += after;
  return rest;
}

}  // namespace cabled
