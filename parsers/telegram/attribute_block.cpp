#include "parsers/telegram/attribute_block.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "parsers/model/ascii.h"
#include "parsers/telegram/date_time_group.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

constexpr std::string_view kHeading = "Message Attributes";

// A heading with fewer known keys below it is a word of some text.
constexpr std::size_t kFewestKeys = 3;

// A value may go on at the start of a line, so that keys must be known.
constexpr auto kKeys = std::to_array<std::string_view>({
    "Automatic Decaptioning",
    "Capture Date",
    "Channel Indicators",
    "Concepts",
    "Control Number",
    "Copy",
    "Current Classification",
    "Current Handling Restrictions",
    "Decaption Date",
    "Decaption Note",
    "Disposition Action",
    "Disposition Approved on Date",
    "Disposition Authority",
    "Disposition Case Number",
    "Disposition Comment",
    "Disposition Date",
    "Disposition Event",
    "Disposition History",
    "Disposition Reason",
    "Disposition Remarks",
    "Document Number",
    "Document Source",
    "Document Unique ID",
    "Draft Date",
    "Drafter",
    "Enclosure",
    "Errors",
    "Executive Order",
    "Film Number",
    "From",
    "Handling Restrictions",
    "ISecure",
    "Image Path",
    "Legacy Key",
    "Line Count",
    "Locator",
    "Markings",
    "Office",
    "Original Classification",
    "Original Handling Restrictions",
    "Original Previous Classification",
    "Original Previous Handling Restrictions",
    "Page Count",
    "Previous Channel Indicators",
    "Previous Classification",
    "Previous Handling Restrictions",
    "Reference",
    "Review Action",
    "Review Authority",
    "Review Comment",
    "Review Content Flags",
    "Review Date",
    "Review Event",
    "Review Exemptions",
    "Review History",
    "Review Markings",
    "Review Media Identifier",
    "Review Referrals",
    "Review Release Date",
    "Review Release Event",
    "Review Transfer Date",
    "Review Withdrawn Fields",
    "Secure",
    "Sent Date",
    "Status",
    "Subject",
    "TAGS",
    "To",
    "Type",
});

struct DateParts {
  std::string_view day, month, year;
};

// "05 JUL 2006", "05-Jul-2006 12:00:00 am", "31/12/2019": always day, month, year.
std::optional<DateParts> date_parts(std::string_view value) {
  if (value.empty() || !ascii::is_digit(value.front())) return std::nullopt;
  constexpr std::string_view kMidnight = " 12:00:00 am";
  if (value.ends_with(kMidnight)) value.remove_suffix(kMidnight.size());
  const std::size_t first = value.find_first_of(" -/");
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t second = value.find_first_of(" -/", first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const DateParts parts{value.substr(0, first), value.substr(first + 1, second - first - 1),
                        value.substr(second + 1)};
  const bool digits = words::leading_digits(parts.day) == parts.day.size() &&
                      words::leading_digits(parts.year) == parts.year.size();
  const bool sized = !parts.day.empty() && parts.day.size() <= 2 && parts.year.size() == 4;
  return digits && sized ? std::optional(parts) : std::nullopt;
}

std::optional<std::string> as_date(std::string_view value) {
  const auto parts = date_parts(value);
  if (!parts) return std::nullopt;
  int month = 0;
  if (parts->month.size() == 3) {
    month = month_number(ascii::upper(parts->month));
  } else if (parts->month.size() <= 2) {
    month = static_cast<int>(words::number(parts->month).value_or(0));
  }
  const int day = static_cast<int>(words::number(parts->day).value_or(0));
  const int year = static_cast<int>(words::number(parts->year).value_or(0));
  if (!is_calendar_day(year, month, day)) return std::nullopt;
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

std::string_view without_quotes(std::string_view value) {
  if (value.size() < 3 || value.front() != '\'' || value.back() != '\'') return value;
  const std::string_view inner = value.substr(1, value.size() - 2);
  return words::leading_digits(inner) == inner.size() ? inner : value;
}

// The value that users see; empty when the field has none.
std::string plain_value(std::string_view found) {
  const std::string value = words::squeeze(found);
  if (value.empty() || ascii::iequals(value, "n/a")) return {};
  if (auto date = as_date(value)) return *date == "1960-01-01" ? std::string() : *date;
  return std::string(without_quotes(value));
}

// The place in kKeys of the key that `line` begins with, with its colon behind it. Text that goes
// on is in capitals, so that its "SUBJECT:" is no key.
std::optional<std::size_t> key_of(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view word = ascii::trim(line.substr(0, colon));
  const auto* key = std::ranges::lower_bound(kKeys, word);
  if (key == kKeys.end() || *key != word) return std::nullopt;
  return static_cast<std::size_t>(key - kKeys.begin());
}

// By place in kKeys.
using FoundValues = std::array<std::optional<std::string>, kKeys.size()>;

FoundValues read_values(std::span<const std::string_view> lines) {
  FoundValues found;
  std::string* value = nullptr;
  for (const std::string_view raw : lines) {
    const std::string_view line = ascii::trim(raw);
    const auto key = key_of(line);
    // Each key stands once: the word of a key that stands again is a word of the value.
    if (key && !found[*key]) {
      value = &found[*key].emplace(line.substr(line.find(':') + 1));
    } else if (value != nullptr) {
      *value += ' ';
      *value += line;
    }
  }
  return found;
}

}  // namespace

bool begins_attribute_block(std::string_view line) noexcept {
  return line.size() >= kHeading.size() && ascii::trim(line) == kHeading;
}

std::optional<AttributeBlock> find_attribute_block(std::span<const std::string_view> lines) {
  const auto heading = std::ranges::find_if(lines, begins_attribute_block);
  if (heading == lines.end()) return std::nullopt;
  if (std::any_of(heading + 1, lines.end(), begins_attribute_block)) return std::nullopt;
  AttributeBlock block;
  block.begin = static_cast<std::size_t>(heading - lines.begin());
  const FoundValues found = read_values(lines.subspan(block.begin + 1));
  const auto keys =
      std::ranges::count_if(found, [](const auto& value) { return value.has_value(); });
  if (static_cast<std::size_t>(keys) < kFewestKeys) return std::nullopt;
  for (std::size_t key = 0; key < found.size(); ++key) {
    if (!found[key]) continue;
    if (std::string plain = plain_value(*found[key]); !plain.empty()) {
      block.values.emplace_hint(block.values.end(), kKeys[key], std::move(plain));
    }
  }
  return block;
}

}  // namespace cabled
