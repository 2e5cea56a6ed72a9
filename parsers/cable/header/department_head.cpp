#include "parsers/cable/header/department_head.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <utility>

#include "parsers/model/ascii.h"
#include "parsers/telegram/scanner.h"
#include "parsers/telegram/slips.h"

namespace cabled {
namespace {

// Lines above FM: a distribution takes ten, clearances seldom more than thirty.
constexpr int kMostLines = 120;
constexpr std::size_t kRelayDigits = 6;

// "EUR-12": an office and its number of copies.
bool take_office(std::map<std::string, int>& offices, std::string_view word) {
  const std::size_t hyphen = word.rfind('-');
  if (hyphen == std::string_view::npos || hyphen == 0) return false;
  const std::string_view digits = word.substr(hyphen + 1);
  const auto copies = words::number(digits);
  if (!copies || words::leading_digits(digits) != digits.size() || digits.size() > 3) return false;
  offices.emplace(word.substr(0, hyphen), static_cast<int>(*copies));
  return true;
}

// "051730Z", "008361": a run of six digits, with the Z of a time or without.
struct RelayGroup {
  std::string_view digits;
  bool is_time;
};

std::vector<RelayGroup> relay_groups(std::string_view text) {
  std::vector<RelayGroup> groups;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t digits = words::leading_digits(text.substr(at));
    if (digits == kRelayDigits) {
      const bool is_time = text.substr(at + digits).starts_with('Z');
      groups.push_back({text.substr(at, digits), is_time});
    }
    at += std::max<std::size_t>(digits, 1);
  }
  return groups;
}

// What follows "DRAFTED BY" or "APPROVED BY", also with one slip, a blank too many or none; npos
// when `line` begins otherwise.
std::size_t after_by(std::string_view line, std::string_view word) {
  constexpr std::size_t kLongestLabel = 14;
  const std::size_t by = line.substr(0, kLongestLabel).find("BY");
  if (by == std::string_view::npos) return by;
  const std::size_t end = by + 2;
  if (end < line.size() && line[end] != ' ' && line[end] != ':') return std::string_view::npos;
  std::string letters;
  std::ranges::copy_if(line.substr(0, by), std::back_inserter(letters), ascii::is_upper);
  if (!within_slips(letters, word, 1)) return std::string_view::npos;
  const std::size_t value = line.find_first_not_of(" :", end);
  return std::min(value, line.size());
}

class HeadReader {
 public:
  // False when nothing more can follow.
  bool take(std::string_view line) {
    if (line.starts_with("FM ")) return false;
    if (line.starts_with("----------")) return take_dash_line(line);
    if (line.empty()) return true;
    if (take_distribution(line)) return true;
    if (take_named(line, "DRAFTED", head_.drafted_by)) return true;
    if (take_named(line, "APPROVED", head_.approved_by)) return true;
    if (drafting_) head_.clearances.emplace_back(words::squeeze(line));
    return true;
  }

  DepartmentHead finish() { return std::move(head_); }

 private:
  bool take_distribution(std::string_view line) {
    if (drafting_) return false;
    std::string_view words = line;
    if (line.starts_with("ACTION ") || line.starts_with("ORIGIN ")) {
      if (!head_.distribution) head_.distribution.emplace();
      offices_ = line.front() == 'A' ? &head_.distribution->action : &head_.distribution->origin;
      words.remove_prefix(6);
    } else if (head_.distribution && line.starts_with("INFO ")) {
      offices_ = &head_.distribution->info;
      words.remove_prefix(4);
    }
    if (offices_ == nullptr) return false;
    bool any = false;
    for (const std::string_view word : words::split(words)) any = take_copies(word) || any;
    return any;
  }

  bool take_copies(std::string_view word) {
    if (word.starts_with('/')) {
      const auto sum = words::number(word.substr(1));
      if (sum) head_.distribution->sum = static_cast<int>(*sum);
      return sum.has_value();
    }
    return take_office(*offices_, word);
  }

  bool take_named(std::string_view line, std::string_view word, std::vector<std::string>& lines) {
    const std::size_t value = after_by(line, word);
    if (value == std::string_view::npos) return false;
    drafting_ = true;
    lines.emplace_back(words::squeeze(line.substr(value)));
    return true;
  }

  bool take_dash_line(std::string_view line) {
    const std::string_view rest = line.substr(std::min(line.find_first_not_of('-'), line.size()));
    for (const RelayGroup& group : relay_groups(rest)) {
      if (group.is_time && !head_.filing_time) {
        head_.filing_time = std::string(group.digits) + 'Z';
      } else if (!group.is_time && !head_.relay_counter) {
        head_.relay_counter = words::number(group.digits);
      }
    }
    // A rule in the drafting block has no number.
    return !head_.relay_counter && !head_.filing_time;
  }

  DepartmentHead head_;
  std::map<std::string, int>* offices_ = nullptr;
  bool drafting_ = false;
};

}  // namespace

DepartmentHead read_department_head(std::string_view text) {
  HeadReader reader;
  std::size_t at = 0;
  for (int line = 0; line < kMostLines && at < text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (!reader.take(ascii::trim(text.substr(at, end - at)))) break;
    at = end + 1;
  }
  return reader.finish();
}

}  // namespace cabled
