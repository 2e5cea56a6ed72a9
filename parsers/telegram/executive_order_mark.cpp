#include "parsers/telegram/executive_order_mark.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "parsers/model/ascii.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

constexpr std::size_t kFewestOrderDigits = 4;
constexpr std::size_t kMostOrderDigits = 6;

constexpr auto kDottedMarks = std::to_array<std::string_view>({"E.O", "E.0", "E. O"});

}  // namespace

std::string_view after_executive_order_mark(std::string_view line, Strictness strictness) noexcept {
  if (line.size() < kFewestOrderDigits || ascii::to_upper(line.front()) != 'E') return {};
  std::size_t at = 1;
  const auto skip_marks = [&] {
    while (at < line.size() && std::string_view(". :,").find(line[at]) != std::string_view::npos) {
      ++at;
    }
  };
  skip_marks();
  if (at >= line.size()) return {};
  const char letter = ascii::to_upper(line[at]);
  // Without its dots only O is an order.
  const bool dotted = at > 1 && at + 1 < line.size() && line[at + 1] == '.';
  const bool misread = strictness == Strictness::kTolerant && dotted && ascii::is_alpha(letter);
  if (letter != 'O' && letter != '0' && !misread) return {};
  ++at;
  skip_marks();
  const std::string_view rest = line.substr(at);
  const std::size_t digits = words::leading_digits(rest);
  const bool too_long = strictness == Strictness::kStrict && digits > kMostOrderDigits;
  return digits >= kFewestOrderDigits && !too_long ? rest : std::string_view();
}

bool begins_executive_order(std::string_view line) noexcept {
  const auto begins = [line](std::string_view mark) { return ascii::istarts_with(line, mark); };
  return std::ranges::any_of(kDottedMarks, begins) ||
         !after_executive_order_mark(line, Strictness::kTolerant).empty();
}

}  // namespace cabled
