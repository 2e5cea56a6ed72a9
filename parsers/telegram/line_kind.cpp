#include "parsers/telegram/line_kind.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "parsers/model/ascii.h"
#include "parsers/telegram/scanner.h"
#include "parsers/telegram/telegram_words.h"

namespace cabled {
namespace {

using ascii::is_alpha;
using ascii::is_digit;
using ascii::is_lower;
using ascii::is_space;
using ascii::is_upper;

/// Longest line whose every token is looked at; a telegram's header lines are below 80 bytes.
constexpr std::size_t kHeaderLineBytes = 200;

constexpr ascii::ByteSet kPrecedences("ZOPR");

bool is_precedence(std::string_view token) noexcept {
  return !token.empty() && token.size() <= 2 && kPrecedences.contains(token.front()) &&
         kPrecedences.contains(token.back());
}

bool is_routing_indicator(std::string_view token) noexcept {
  return token.size() >= 5 && token.size() <= 8 && token[0] == 'R' &&
         std::string_view("UHX").find(token[1]) != std::string_view::npos &&
         std::ranges::all_of(token, is_upper);
}

TelegramLine routing_kind(std::string_view line) noexcept {
  if (!kPrecedences.contains(line[0])) return TelegramLine::kNone;
  LineScanner scanner(line);
  std::string_view token = scanner.token();
  const bool begins = token.size() == 2 && is_precedence(token);
  if (begins) token = scanner.token();
  if (token.empty()) return TelegramLine::kNone;
  for (; !token.empty(); token = scanner.token()) {
    if (!is_routing_indicator(token)) return TelegramLine::kNone;
  }
  return begins ? TelegramLine::kRouting : TelegramLine::kRoutingTail;
}

/// ddHHMMZ, the digits of a date-time group.
bool is_time_group(std::string_view token) noexcept {
  return token.size() == 7 && token[6] == 'Z' &&
         std::all_of(token.begin(), token.end() - 1, is_digit);
}

bool is_date_time(std::string_view line) noexcept {
  if (!is_digit(line[0]) && !kPrecedences.contains(line[0])) return false;
  LineScanner scanner(line);
  std::string_view token = scanner.token();
  for (int i = 0; i < 2 && is_precedence(token); ++i) token = scanner.token();
  if (!is_time_group(token)) return false;
  const std::string_view month = scanner.token();
  return is_month(month) && scanner.at_digit();
}

bool is_addressee(std::string_view line) noexcept {
  const bool may_route = line.starts_with('R');  // no post begins so
  if (!may_route && !starts_with_post(line)) return false;
  const std::size_t slash = line.substr(0, 10).find('/');
  if (slash == std::string_view::npos) return !may_route;
  return is_routing_indicator(line.substr(0, slash));
}

bool is_page_marker(std::string_view line) noexcept {
  LineScanner scanner(line);
  std::string_view token = scanner.token();
  int words = 0;
  for (; !token.empty() && is_upper(token[0]) && words < 5; token = scanner.token()) ++words;
  const bool serial = words > 0 && token.size() == 8 && std::ranges::all_of(token, is_digit);
  if (!serial) return false;
  const std::string_view page = scanner.token();
  return !page.empty() && is_digit(page[0]) && scanner.token() == "OF" && scanner.at_digit();
}

bool is_old_page(std::string_view line) noexcept {
  if (!line.starts_with("PAGE")) return false;
  LineScanner scanner(line);
  if (scanner.token() != "PAGE") return false;
  const std::string_view page = scanner.token();
  const std::string_view post = scanner.token();
  return page.size() == 2 && is_digit(page[0]) && is_digit(page[1]) && !post.empty() &&
         is_upper(post[0]) && !scanner.rest().empty();
}

/// ACTION EA-09, and the collectives EB-07, ISO-00 that follow it.
bool is_action(std::string_view line) noexcept {
  if (line.find('-') == std::string_view::npos) return false;
  LineScanner scanner(line);
  const std::string_view first = scanner.token();
  const std::string_view bureau = first == "ACTION" ? scanner.token() : first;
  const std::size_t dash = bureau.find('-');
  return dash != std::string_view::npos && dash > 0 && dash + 3 == bureau.size() &&
         is_upper(bureau[0]) && is_digit(bureau[dash + 1]) && is_digit(bureau[dash + 2]);
}

bool is_rule(std::string_view line) noexcept {
  static constexpr ascii::ByteSet kMarks("-=_*~ ");
  return line.size() >= 3 && kMarks.contains(line[0]) &&
         line.find_first_not_of("-=_*~ ") == std::string_view::npos &&
         line.find_first_of("-=_*~") != std::string_view::npos;
}

/// A serial or section number among the first words after the classification's own words.
bool names_a_telegram(std::string_view rest) noexcept {
  LineScanner scanner(rest.substr(0, 80));
  int words = 0;
  for (std::string_view token = scanner.token(); !token.empty(); token = scanner.token()) {
    const auto digits = std::ranges::count_if(token, is_digit);
    if (words > 0 && digits >= 2) return true;
    if (!is_upper(token[0]) && digits == 0 && token[0] != '/' && token[0] != '(') return false;
    ++words;
  }
  return false;
}

TelegramLine classification_kind(std::string_view line) noexcept {
  static constexpr ascii::ByteSet kInitials("UuCcTtSsL");
  if (!kInitials.contains(line[0])) return TelegramLine::kNone;
  const std::size_t length = classification_length(line);
  if (length == 0) return TelegramLine::kNone;
  const std::string_view rest = ascii::trim(line.substr(length));
  if (rest.empty()) return TelegramLine::kClassificationAlone;
  return names_a_telegram(rest) ? TelegramLine::kClassification : TelegramLine::kNone;
}

TelegramLine caption_kind(std::string_view line) noexcept {
  if (is_lower(line[1])) return TelegramLine::kNone;
  LineScanner scanner(line);
  bool sipdis = false;
  std::string_view token = scanner.token();
  if (token.empty()) return TelegramLine::kNone;
  for (; !token.empty(); token = scanner.token()) {
    if (!is_caption(token)) return TelegramLine::kNone;
    sipdis = sipdis || token == "SIPDIS";
  }
  return sipdis ? TelegramLine::kSipdis : TelegramLine::kCaption;
}

/// 1. (SBU) …, 1.(C), 1. C) …: the portion mark of a numbered paragraph.
bool has_portion_mark(std::string_view rest) noexcept {
  if (!rest.empty() && rest[0] == '(') rest.remove_prefix(1);
  const std::size_t close = rest.substr(0, 16).find(')');
  return close != std::string_view::npos && is_portion_mark(rest.substr(0, close));
}

TelegramLine paragraph_kind(std::string_view line) noexcept {
  if (line.empty() || !is_digit(line[0])) return TelegramLine::kNone;
  const std::size_t digits = line.find_first_not_of("0123456789");
  if (digits > 3 || digits == std::string_view::npos || line[digits] != '.') {
    return TelegramLine::kNone;
  }
  const std::string_view rest = ascii::trim(line.substr(digits + 1));
  if (has_portion_mark(rest)) return TelegramLine::kMarkedParagraph;
  const bool spaced = digits + 1 < line.size() && is_space(line[digits + 1]);
  return spaced && !rest.empty() ? TelegramLine::kPlainParagraph : TelegramLine::kNone;
}

/// Whether the value of a "Tags:" or "Subject:" line is written as a telegram writes it.
bool has_capital_value(std::string_view line, std::size_t label) noexcept {
  std::string_view value = line.substr(std::min(label, line.size()));
  while (!value.empty() && !is_alpha(value[0])) value.remove_prefix(1);
  return value.size() >= 2 && is_upper(value[0]) && is_upper(value[1]);
}

/// "(U) CLASSIFIED BY": the mark of a paragraph that has no number.
std::string_view without_portion_mark(std::string_view line) noexcept {
  const std::size_t close = line[0] == '(' ? line.substr(0, 16).find(')') : std::string_view::npos;
  const bool marked = close != std::string_view::npos && is_portion_mark(line.substr(1, close - 1));
  return marked ? ascii::trim(line.substr(close + 1)) : line;
}

TelegramLine labelled_kind(std::string_view line) noexcept {
  // Most lines are prose: each test that a letter spares them counts.
  static constexpr ascii::ByteSet kInitials("EeCcTtAaSsRr(");
  if (!kInitials.contains(line[0])) return TelegramLine::kNone;
  if (is_executive_order(line)) return TelegramLine::kExecutiveOrder;
  if (ascii::istarts_with(without_portion_mark(line), "CLASSIFIED BY")) {
    return TelegramLine::kClassifiedBy;
  }
  if (const std::size_t label = tags_label(line)) {
    const bool sure = is_upper(line[1]) || has_capital_value(line, label);
    return sure ? TelegramLine::kTags : TelegramLine::kNone;
  }
  if (const std::size_t label = subject_label(line)) {
    const bool sure = is_upper(line[1]) || has_capital_value(line, label);
    return sure ? TelegramLine::kSubject : TelegramLine::kNone;
  }
  return is_reference_label(line) ? TelegramLine::kReference : TelegramLine::kNone;
}

/// Of a line that begins with the letter of one of the words that head a line of the header.
TelegramLine headed_kind(std::string_view line) noexcept {
  using Kind = TelegramLine;
  switch (line[0]) {
    case 'V':
      return line.starts_with("VZCZC") ? Kind::kTransmission : Kind::kNone;
    case 'D':
      return line.starts_with("DE R") && line.find('#') < 16 ? Kind::kDe : Kind::kNone;
    case 'Z':
      if (line.starts_with("ZNR ") || line.starts_with("ZNY ")) return Kind::kSecurity;
      return line.starts_with("ZFR") ? Kind::kCancel : Kind::kNone;
    case 'F':
      return line.starts_with("FM ") && is_capital_line(line) ? Kind::kFrom : Kind::kNone;
    case 'T': {
      if (!line.starts_with("TO ")) return Kind::kNone;
      const std::string_view rest = line.substr(3);
      return is_addressee(rest) || starts_with_post(rest) ? Kind::kTo : Kind::kNone;
    }
    case 'I':
      return line.starts_with("INFO ") && is_capital_line(line) ? Kind::kInfo : Kind::kNone;
    case 'X':
      return line.starts_with("XMT") && is_capital_line(line) ? Kind::kExempt : Kind::kNone;
    default:
      return Kind::kNone;
  }
}

TelegramLine header_kind(std::string_view line) noexcept {
  using Kind = TelegramLine;
  if (const Kind kind = headed_kind(line); kind != Kind::kNone) return kind;
  if (is_date_time(line)) return Kind::kDateTime;
  if (is_addressee(line) && is_capital_line(line)) return Kind::kAddressee;
  if (is_old_page(line)) return Kind::kOldPage;
  return is_action(line) ? Kind::kAction : routing_kind(line);
}

}  // namespace

std::string_view telegram_core(std::string_view line) noexcept {
  line = ascii::trim(line);
  if (line.empty() || static_cast<unsigned char>(line[0]) < 0x80) return line;
  for (const std::string_view pilcrow : {"\u00b6", "\u0392\u0386"}) {
    if (line.starts_with(pilcrow)) return ascii::trim(line.substr(pilcrow.size()));
  }
  return line;
}

TelegramLine classify_telegram_line(std::string_view line) noexcept {
  using Kind = TelegramLine;
  line = telegram_core(line);
  if (line.size() < 2) return Kind::kNone;
  if (const Kind kind = paragraph_kind(line); kind != Kind::kNone) return kind;
  if (const Kind kind = labelled_kind(line); kind != Kind::kNone) return kind;
  if (const Kind kind = classification_kind(line); kind != Kind::kNone) return kind;
  const bool upper = is_upper(line[0]);
  if (upper && is_page_marker(line)) return Kind::kPageMarker;
  if (ascii::istarts_with(line, "This record is a partial extract")) return Kind::kPartialExtract;
  if (line.size() > kHeaderLineBytes) {
    // Pages that lost their line breaks run the whole header into one line.
    return line.starts_with("VZCZC") ? Kind::kTransmission : Kind::kNone;
  }
  // Most lines are prose, and half of those begin in lower case: no header line does.
  if (upper || is_digit(line[0])) {
    if (const Kind kind = header_kind(line); kind != Kind::kNone) return kind;
  }
  if (upper) {
    if (const Kind kind = caption_kind(line); kind != Kind::kNone) return kind;
  }
  if (line == "NNNN" || line.find("CABLE ENDS") != std::string_view::npos) return Kind::kEndMark;
  if (is_rule(line)) return Kind::kRule;
  if (upper && is_pass_line(line)) return Kind::kPass;
  return is_heading(line) ? Kind::kHeading : Kind::kNone;
}

int telegram_strength(TelegramLine kind) noexcept {
  using Kind = TelegramLine;
  switch (kind) {
    case Kind::kTransmission:
    case Kind::kDe:
    case Kind::kSecurity:
    case Kind::kDateTime:
    case Kind::kClassification:
    case Kind::kSipdis:
    case Kind::kExecutiveOrder:
    case Kind::kPageMarker:
    case Kind::kOldPage:
    case Kind::kPartialExtract:
      return 3;
    case Kind::kRouting:
    case Kind::kFrom:
    case Kind::kTo:
    case Kind::kInfo:
    case Kind::kAddressee:
    case Kind::kTags:
    case Kind::kSubject:
    case Kind::kReference:
    case Kind::kClassifiedBy:
    case Kind::kMarkedParagraph:
    case Kind::kEndMark:
    case Kind::kCancel:
      return 2;
    case Kind::kNone:
      return 0;
    default:
      return 1;
  }
}

bool is_header_kind(TelegramLine kind) noexcept {
  using Kind = TelegramLine;
  switch (kind) {
    case Kind::kTransmission:
    case Kind::kRouting:
    case Kind::kDe:
    case Kind::kSecurity:
    case Kind::kDateTime:
    case Kind::kFrom:
    case Kind::kTo:
    case Kind::kInfo:
    case Kind::kAddressee:
    case Kind::kClassification:
    case Kind::kOldPage:
    case Kind::kPartialExtract:
      return true;
    default:
      return false;
  }
}

std::optional<int> paragraph_number(std::string_view line) noexcept {
  line = telegram_core(line);
  if (paragraph_kind(line) == TelegramLine::kNone) return std::nullopt;
  int number = 0;
  for (std::size_t i = 0; i < line.size() && is_digit(line[i]); ++i) {
    number = number * 10 + (line[i] - '0');
  }
  return number;
}

}  // namespace cabled
