#include "parsers/cable/damage/lost_pages.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "parsers/model/ascii.h"
#include "parsers/telegram/captions.h"
#include "parsers/telegram/find_page_marks.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

// The longest telegram met has 28 sections; a page number further off is misread.
constexpr int kWidestJump = 30;

struct Count {
  int number;
  int total;
};

int number_at(std::string_view text, std::size_t at) {
  int number = 0;
  for (; at < text.size() && ascii::is_digit(text[at]) && number < 1000; ++at) {
    number = number * 10 + (text[at] - '0');
  }
  return number;
}

// Of a marker "TOKYO 00000153  002.2 OF 006".
std::optional<Count> page_of(std::string_view marker) {
  const std::size_t of = find_ignoring_case(marker, "OF ", 0);
  if (of == std::string_view::npos) return std::nullopt;
  const std::string_view before = without_end_blanks(marker.substr(0, of));
  const std::size_t blank = before.find_last_of(" \t");
  if (blank == std::string_view::npos) return std::nullopt;
  const int number = number_at(before, blank + 1);
  const int total = number_at(marker, of + 3);
  if (number == 0 || total == 0) return std::nullopt;
  return Count{number, total};
}

std::vector<Damage> lost_between_markers(std::string_view text) {
  std::vector<Damage> damage;
  int last = 0;  // of the first marker alone nothing is known: the pages above may have lost theirs
  int total = 0;
  for (const PageMarkSpan& mark : find_page_marks(text)) {
    const auto page = page_of(text.substr(mark.begin, mark.end - mark.begin));
    if (!page) continue;
    // Markers that do not agree on how many there are count nothing.
    if (total != 0 && page->total != total) return {};
    total = page->total;
    // Markers that count backwards count nothing either.
    if (page->number < last) return {};
    const bool near = last > 0 && page->number <= last + kWidestJump;
    for (int lost = last + 1; near && lost < page->number; ++lost) {
      const std::string number = std::to_string(lost);
      damage.push_back({DamageKind::kMissingPage, "page " + number,
                        "page " + number + " of " + std::to_string(total) + " is missing"});
    }
    last = std::max(last, page->number);
  }
  return damage;
}

// "UNCLAS SECTION 02 OF 03 LISBON 000007".
std::optional<Count> section_of(std::string_view line) {
  if (!is_section_line(line)) return std::nullopt;
  const std::size_t word = find_ignoring_case(line, "SECTION", 0);
  if (word == std::string_view::npos) return std::nullopt;
  const std::size_t number = line.find_first_of("0123456789", word);
  const std::size_t of = find_ignoring_case(line, "OF", word + 7);
  if (number == std::string_view::npos || of == std::string_view::npos) return std::nullopt;
  const std::size_t total = line.find_first_of("0123456789", of);
  if (total == std::string_view::npos || number > of) return std::nullopt;
  const Count count{number_at(line, number), number_at(line, total)};
  return count.number > 0 && count.number <= count.total ? std::optional(count) : std::nullopt;
}

std::vector<Damage> lost_between_sections(std::string_view text) {
  if (find_ignoring_case(text, "SECTION", 0) == std::string_view::npos) return {};
  std::set<int> seen;
  int total = 0;
  for (const std::string_view line : split_lines(text)) {
    const auto section = section_of(line);
    if (!section || (total != 0 && section->total != total)) continue;
    total = section->total;
    seen.insert(section->number);
  }
  std::vector<Damage> damage;
  // The head of the first section alone stands for all of them.
  if (seen.empty() || *seen.rbegin() == 1 || total > kWidestJump) return damage;
  for (int lost = 1; lost <= total; ++lost) {
    if (seen.contains(lost)) continue;
    const std::string number = std::to_string(lost);
    damage.push_back({DamageKind::kMissingSection, "section " + number,
                      "section " + number + " of " + std::to_string(total) + " is missing"});
  }
  return damage;
}

}  // namespace

std::vector<Damage> find_lost_pages(std::string_view text) {
  std::vector<Damage> damage = lost_between_sections(text);
  std::ranges::move(lost_between_markers(text), std::back_inserter(damage));
  return damage;
}

}  // namespace cabled
