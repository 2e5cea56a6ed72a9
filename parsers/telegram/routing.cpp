#include "parsers/telegram/routing.h"

#include <algorithm>
#include <array>

#include "parsers/model/ascii.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

// Each with its first letter tried before the rest is compared.
constexpr auto kPosts = std::to_array<std::string_view>(
    {"AMEMBASSY ", "AMCONSUL ", "USMISSION ", "SECSTATE ", "USEU ", "USUN ", "AMREP ", "USINT ",
     "SECDEF ", "USNATO ", "USDEL ", "AIT ", "DEPT OF ", "CINC", "JCS ", "ALL "});

constexpr auto kPassHeads = std::to_array<std::string_view>(
    {"STATE FOR ", "STATE PASS ", "DEPT FOR ", "DEPT PASS ", "DEPARTMENT FOR ", "DEPARTMENT PASS ",
     "NSC FOR ", "PASS TO ", "TREASURY FOR ", "COMMERCE FOR ", "WHITE HOUSE FOR ", "SECDEF FOR "});

constexpr std::size_t kShortestRoute = 4;
constexpr std::size_t kShortestSureRoute = 5;
constexpr std::size_t kLongestRoute = 8;

template <std::size_t N>
bool starts_with_any(std::string_view line, const std::array<std::string_view, N>& heads) noexcept {
  if (line.empty()) return false;
  return std::ranges::any_of(heads, [line](std::string_view head) {
    return head[0] == line[0] && line.starts_with(head);
  });
}

}  // namespace

char precedence_of(std::string_view word) noexcept {
  if (word.empty() || word.size() > 2 || !is_precedence_letter(word[0])) return 0;
  return word.size() == 2 && word[1] != word[0] ? '\0' : word[0];
}

bool is_routing_indicator(std::string_view word, Strictness strictness) noexcept {
  if (word.size() > kLongestRoute || word.empty() || word[0] != 'R') return false;
  if (strictness == Strictness::kTolerant) {
    return word.size() >= kShortestRoute && std::ranges::all_of(word, ascii::is_alnum);
  }
  return word.size() >= kShortestSureRoute &&
         std::string_view("UHX").find(word[1]) != std::string_view::npos &&
         std::ranges::all_of(word, ascii::is_upper);
}

RoutingLine routing_line(std::string_view line, Strictness strictness) noexcept {
  if (line.empty() || !is_precedence_letter(line[0])) return RoutingLine::kNone;
  LineScanner scanner(line);
  std::string_view word = scanner.token();
  bool whole = false;
  for (; word.size() == 2 && precedence_of(word) != 0; word = scanner.token()) whole = true;
  if (word.empty()) return RoutingLine::kNone;
  for (; !word.empty(); word = scanner.token()) {
    if (!is_routing_indicator(word, strictness)) return RoutingLine::kNone;
  }
  return whole ? RoutingLine::kWhole : RoutingLine::kTail;
}

std::size_t route_size(std::string_view text) noexcept {
  // Sent to that post by other means: a route that has no letters of its own.
  if (text.starts_with("ZEN/")) return 4;
  if (text.empty() || text.front() != 'R') return 0;
  std::size_t at = 0;
  while (at < text.size() && at <= kLongestRoute && ascii::is_alnum(text[at])) ++at;
  const bool has_size = at >= kShortestRoute && at <= kLongestRoute;
  return has_size && at < text.size() && text[at] == '/' ? at + 1 : 0;
}

std::string_view transmission_id(std::string_view line) noexcept {
  constexpr std::size_t kShortest = 10;
  constexpr std::size_t kLongest = 16;
  if (!line.starts_with("VZCZC")) return {};
  const std::string_view word = words::first(line);
  return word.size() >= kShortest && word.size() <= kLongest ? word : std::string_view();
}

bool is_de_line(std::string_view line) noexcept {
  // The number stands behind the station.
  constexpr std::size_t kFurthestNumber = 16;
  return line.starts_with("DE R") && line.find('#') < kFurthestNumber;
}

bool is_security_line(std::string_view line) noexcept {
  return line.starts_with("ZNR ") || line.starts_with("ZNY ");
}

bool starts_with_post(std::string_view line) noexcept { return starts_with_any(line, kPosts); }

bool is_pass_line(std::string_view line) noexcept { return starts_with_any(line, kPassHeads); }

bool is_numbered_office(std::string_view word) noexcept {
  const std::size_t dash = word.find('-');
  return dash != std::string_view::npos && dash > 0 && dash + 3 == word.size() &&
         ascii::is_upper(word[0]) && ascii::is_digit(word[dash + 1]) &&
         ascii::is_digit(word[dash + 2]);
}

bool is_action_line(std::string_view line) noexcept {
  if (line.find('-') == std::string_view::npos) return false;
  LineScanner scanner(line);
  const std::string_view first = scanner.token();
  return is_numbered_office(first == "ACTION" ? scanner.token() : first);
}

}  // namespace cabled
