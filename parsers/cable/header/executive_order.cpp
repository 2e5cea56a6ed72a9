#include "parsers/cable/header/executive_order.h"

#include <algorithm>
#include <array>

#include "parsers/model/ascii.h"
#include "parsers/model/utf8_text.h"
#include "parsers/telegram/executive_order_mark.h"
#include "parsers/telegram/scanner.h"
#include "parsers/telegram/slips.h"

namespace cabled {
namespace {

// The orders on national security information since 1953.
constexpr auto kOrders =
    std::to_array<std::string_view>({"12958", "13526", "12356", "12065", "11652", "10501"});
// A value longer than this is a cable without line breaks.
constexpr std::size_t kLongestValue = 160;

// Whether both have the same digits in some order, all but one: "19523" for 12958.
bool is_jumbled(std::string_view number, std::string_view order) {
  if (number.size() != order.size()) return false;
  std::string left(order);
  for (const char digit : number) {
    if (const std::size_t at = left.find(digit); at != std::string::npos) left.erase(at, 1);
  }
  return left.size() <= 1;
}

// The number without its misprints: "12598" and "1295" are 12958. One slip leads to any order;
// worse ones only to the first, which nine telegrams in ten name.
std::string known_order(std::string_view number) {
  for (const int slips : {0, 1}) {
    for (const std::string_view order : kOrders) {
      if (within_slips(number, order, slips)) return std::string(order);
    }
  }
  const std::string_view usual = kOrders.front();
  const bool misprint = within_slips(number, usual, 2) || is_jumbled(number, usual);
  return std::string(misprint ? usual : number);
}

// What belongs to the value: it ends before the next field, and before the head of a page.
std::string_view cut_value(std::string_view value) {
  value = value.substr(0, character_begin(value, kLongestValue));
  for (const std::string_view mark : {" TAGS", " PAGE 0", " SUBJECT", " SUBJ:", " CLASSIFIED BY",
                                      "  SECRET ", "  CONFIDENTIAL ", "  UNCLASSIFIED ", "\t"}) {
    value = value.substr(0, value.find(mark));
  }
  while (!value.empty() && (ascii::is_space(value.front()) || value.front() == ':' ||
                            value.front() == ';' || value.front() == ',' || value.front() == '.')) {
    value.remove_prefix(1);
  }
  return ascii::trim(value);
}

bool goes_on_below(std::string_view value) {
  return value.empty() || value.ends_with("DECL:") || value.ends_with("DECL");
}

// Downgrading to another level is not declassification.
bool only_downgrades(std::string_view value) {
  return value.starts_with("DNG") && value.find("DECL") == std::string_view::npos;
}

ExecutiveOrder read(const TelegramLines& lines, std::size_t at, std::string_view original) {
  const HeaderLine& line = lines.all()[at];
  const std::string_view rest = after_executive_order_mark(line.text, Strictness::kTolerant);
  const std::size_t digits = words::leading_digits(rest);
  ExecutiveOrder order;
  order.number = known_order(rest.substr(0, digits));
  const std::string_view value = cut_value(rest.substr(digits));
  std::string_view value_below;
  if (goes_on_below(value)) {
    std::size_t below = at + 1;
    while (below < lines.all().size() && lines.all()[below].text.empty()) ++below;
    if (below < lines.all().size()) {
      const std::string_view next = lines.all()[below].text;
      if (ascii::is_digit(next.empty() ? ' ' : next.front()) || next.starts_with("DECL"))
        value_below = cut_value(next);
    }
  }
  // Lines are views into one upper-case text as long as the original: the same place has the case.
  const auto as_found = [&](std::string_view part) {
    return original.substr(static_cast<std::size_t>(part.data() - lines.upper().data()),
                           part.size());
  };
  std::string text = words::squeeze(as_found(value));
  if (!value_below.empty()) {
    if (!text.empty()) text += ' ';
    text += words::squeeze(as_found(value_below));
  }
  if (text.empty()) return order;
  const std::string upper = ascii::upper(text);
  if (!only_downgrades(upper)) order.declassify_on = find_date(upper);
  order.text = std::move(text);
  return order;
}

}  // namespace

std::optional<ExecutiveOrder> read_executive_order(const TelegramLines& lines,
                                                   std::string_view original) {
  for (std::size_t i = 0; i < lines.all().size(); ++i) {
    if (!after_executive_order_mark(lines.all()[i].text, Strictness::kTolerant).empty())
      return read(lines, i, original);
  }
  return std::nullopt;
}

}  // namespace cabled
