#include "parsers/cable/references/cable_mentions.h"

#include <algorithm>
#include <optional>
#include <string>

#include "parsers/cable/station/canonical_id.h"
#include "parsers/cable/station/stations.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

// "USMISSION ADDIS ABABA" is the longest name that is written with blanks.
constexpr int kMostStationWords = 4;
constexpr std::size_t kMostMentionDigits = 8;

std::size_t run_end(std::string_view text, std::size_t at, bool (*is_part)(char)) {
  while (at < text.size() && is_part(text[at])) ++at;
  return at;
}

bool is_digit(char c) { return ascii::is_digit(c); }
bool is_upper(char c) { return ascii::is_upper(c); }

// The next character of a number that may be parted by one blank, line break or hyphen.
std::size_t past_gap(std::string_view text, std::size_t at) {
  const bool is_gap = at < text.size() && (text[at] == ' ' || text[at] == '\n' || text[at] == '-');
  return is_gap ? at + 1 : at;
}

// "SECTION 01 OF 06 TOKYO 000153": the number before the station is that of the sections.
bool counts_sections(std::string_view text, std::size_t begin) {
  const std::string_view before = ascii::trim(
      text.substr(begin - std::min<std::size_t>(begin, 8), std::min<std::size_t>(begin, 8)));
  return before.ends_with("OF") || before.ends_with("of");
}

// `begin` stands at the first digit of a year.
std::optional<CableMention> mention_at(std::string_view text, std::size_t begin) {
  const std::size_t year_end = run_end(text, begin, is_digit);
  if (year_end - begin != 2 || counts_sections(text, begin)) return std::nullopt;
  std::string station;
  std::size_t at = past_gap(text, year_end);
  for (int words = 0; words < kMostStationWords; ++words) {
    const std::size_t word_end = run_end(text, at, is_upper);
    if (word_end == at) return std::nullopt;
    station += text.substr(at, word_end - at);
    at = past_gap(text, word_end);
    const std::size_t serial_end = run_end(text, at, is_digit);
    if (serial_end == at) continue;
    if (serial_end - at > kMostMentionDigits || !known_station(station)) return std::nullopt;
    if (serial_end < text.size() && ascii::is_alnum(text[serial_end])) return std::nullopt;
    const auto id = canonical_id(std::string(text.substr(begin, 2)) + station +
                                 std::string(text.substr(at, serial_end - at)));
    if (!id) return std::nullopt;
    return CableMention{*id, begin, serial_end};
  }
  return std::nullopt;
}

}  // namespace

std::vector<CableMention> cable_mentions(std::string_view text) {
  std::vector<CableMention> found;
  for (std::size_t at = 0; at < text.size();) {
    const bool begins_number =
        ascii::is_digit(text[at]) && (at == 0 || !ascii::is_alnum(text[at - 1]));
    if (!begins_number) {
      ++at;
      continue;
    }
    if (auto mention = mention_at(text, at)) {
      at = mention->end;
      found.push_back(std::move(*mention));
    } else {
      at = run_end(text, at, is_digit);
    }
  }
  return found;
}

}  // namespace cabled
