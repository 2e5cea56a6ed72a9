#include "daemon/schedule/cron.h"

#include <array>
#include <charconv>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

// The rarest day, 29 February, comes after eight years at most (1896 to 1904, 2096 to 2104).
constexpr days kLongestWaitForDay{366 * 8 + 2};

constexpr std::array<std::string_view, 7> kWeekdays{"sun", "mon", "tue", "wed",
                                                    "thu", "fri", "sat"};
constexpr std::array<std::string_view, 12> kMonths{"jan", "feb", "mar", "apr", "may", "jun",
                                                   "jul", "aug", "sep", "oct", "nov", "dec"};

/// What one field of a cron line may say.
struct FieldRange {
  int first;
  int last;
  std::span<const std::string_view> names = {};  ///< from `first` on
};

std::vector<std::string> split_at(std::string_view text, char separator) {
  std::vector<std::string> parts;
  std::string part;
  for (const char c : text) {
    const bool ends = c == separator || (separator == ' ' && c == '\t');
    if (!ends) {
      part += ascii::to_lower(c);
    } else if (!part.empty() || separator != ' ') {
      parts.push_back(std::exchange(part, {}));
    }
  }
  if (!part.empty() || separator != ' ') parts.push_back(part);
  return parts;
}

std::optional<int> read_number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

std::optional<int> read_value(std::string_view text, const FieldRange& range) {
  for (std::size_t i = 0; i < range.names.size(); ++i) {
    if (text == range.names[i]) return range.first + static_cast<int>(i);
  }
  const std::optional<int> value = read_number(text);
  if (!value || *value < range.first || *value > range.last) return std::nullopt;
  return value;
}

struct Steps {
  int first;
  int last;
  int step;
};

/// "*", "5", "mon-fri", "*/10", "0-30/5"
std::optional<Steps> read_steps(std::string_view text, const FieldRange& range) {
  Steps steps{range.first, range.last, 1};
  const std::size_t slash = text.find('/');
  if (slash != std::string_view::npos) {
    const std::optional<int> step = read_number(text.substr(slash + 1));
    if (!step || *step < 1) return std::nullopt;
    steps.step = *step;
    text = text.substr(0, slash);
  }
  if (text == "*") return steps;
  const std::size_t dash = text.find('-');
  const std::optional<int> first = read_value(text.substr(0, dash), range);
  if (!first) return std::nullopt;
  steps.first = *first;
  if (dash != std::string_view::npos) {
    const std::optional<int> last = read_value(text.substr(dash + 1), range);
    if (!last || *last < *first) return std::nullopt;
    steps.last = *last;
  } else if (slash == std::string_view::npos) {
    steps.last = *first;
  }
  return steps;
}

/// An empty set when the field cannot be read.
template <std::size_t N>
std::bitset<N> read_field(std::string_view text, const FieldRange& range) {
  std::bitset<N> field;
  for (const std::string& part : split_at(text, ',')) {
    const std::optional<Steps> steps = read_steps(part, range);
    if (!steps) return {};
    for (int value = steps->first; value <= steps->last; value += steps->step) {
      field.set(static_cast<std::size_t>(value) % N);
    }
  }
  return field;
}

/// "daily 04:30" as a cron line; what is none of ours comes back as it is.
std::string as_cron_line(std::string_view text) {
  std::vector<std::string> words = split_at(text, ' ');
  if (words.empty()) return "";
  const std::string kind = words.front();
  words.erase(words.begin());
  if (kind == "hourly" && words.empty()) return "0 * * * *";
  if (kind != "daily" && kind != "weekly" && kind != "monthly") return std::string(text);
  std::string time = "00:00";
  if (!words.empty() && words.back().find(':') != std::string::npos) {
    time = words.back();
    words.pop_back();
  }
  const std::size_t colon = time.find(':');
  const std::string clock = time.substr(colon + 1) + ' ' + time.substr(0, colon);
  const std::string day = words.empty() ? "" : words.front();
  if (words.size() > 1 || (kind == "daily" && !day.empty())) return "";
  if (kind == "daily") return clock + " * * *";
  if (kind == "weekly") return clock + " * * " + (day.empty() ? "mon" : day);
  return clock + ' ' + (day.empty() ? "1" : day) + " * *";
}

}  // namespace

Result<Cron> Cron::parse(std::string_view text) {
  std::vector<std::string> fields = split_at(as_cron_line(text), ' ');
  const bool five = fields.size() == 5;
  fields.resize(5);
  Cron cron;
  cron.minutes_ = read_field<60>(fields[0], {0, 59});
  cron.hours_ = read_field<24>(fields[1], {0, 23});
  cron.days_ = read_field<32>(fields[2], {1, 31});
  cron.months_ = read_field<13>(fields[3], {1, 12, kMonths});
  // 7 is Sunday too; the bit set takes it round.
  cron.weekdays_ = read_field<7>(fields[4], {0, 7, kWeekdays});
  const bool good = five && cron.minutes_.any() && cron.hours_.any() && cron.days_.any() &&
                    cron.months_.any() && cron.weekdays_.any();
  if (!good) {
    return fail(ErrorKind::kInvalid, "'{}' is no schedule; hint: `30 4 * * *`, or `daily 04:30`",
                text);
  }
  cron.any_day_ = fields[2].starts_with('*');
  cron.any_weekday_ = fields[4].starts_with('*');
  cron.repeats_ = fields[0].starts_with('*') || fields[1].starts_with('*');
  if (!cron.find(WallTime())) return fail(ErrorKind::kInvalid, "'{}' never comes", text);
  return cron;
}

bool Cron::is_day(std::chrono::sys_days day) const {
  const std::chrono::year_month_day date(day);
  if (!months_.test(unsigned{date.month()})) return false;
  const bool by_date = days_.test(unsigned{date.day()});
  const bool by_weekday = weekdays_.test(std::chrono::weekday(day).c_encoding());
  if (any_day_ || any_weekday_) return by_date && by_weekday;
  return by_date || by_weekday;
}

std::optional<Cron::WallTime> Cron::find(WallTime from) const {
  const auto first_day = std::chrono::floor<days>(from);
  for (auto day = first_day; day <= first_day + kLongestWaitForDay; day += days(1)) {
    if (!is_day(day)) continue;
    for (int hour = 0; hour < 24; ++hour) {
      if (!hours_.test(static_cast<std::size_t>(hour))) continue;
      for (int minute = 0; minute < 60; ++minute) {
        const WallTime time = day + hours(hour) + minutes(minute);
        if (minutes_.test(static_cast<std::size_t>(minute)) && time >= from) return time;
      }
    }
  }
  return std::nullopt;
}

Cron::WallTime Cron::next(WallTime time) const {
  // parse() has seen that it comes.
  return find(time + minutes(1)).value_or(time + kLongestWaitForDay);
}

}  // namespace cabled
