#include "parsers/telegram/line_kind.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "parsers/model/ascii.h"
#include "parsers/telegram/captions.h"
#include "parsers/telegram/classifications.h"
#include "parsers/telegram/date_time_group.h"
#include "parsers/telegram/executive_order_mark.h"
#include "parsers/telegram/headings.h"
#include "parsers/telegram/labels.h"
#include "parsers/telegram/page_mark.h"
#include "parsers/telegram/paragraph_mark.h"
#include "parsers/telegram/portion_mark.h"
#include "parsers/telegram/routing.h"
#include "parsers/telegram/rules_and_ends.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

using ascii::is_alpha;
using ascii::is_digit;
using ascii::is_upper;

/// Longest line whose every token is looked at; a telegram's header lines are below 80 bytes.
constexpr std::size_t kHeaderLineBytes = 200;

constexpr auto kStrict = Strictness::kStrict;

bool is_addressee(std::string_view line) noexcept {
  const bool may_route = line.starts_with('R');  // no post begins so
  if (!may_route) return line[0] == 'Z' ? line.starts_with("ZEN/") : starts_with_post(line);
  const std::size_t route = route_size(line);
  return route > 0 && is_routing_indicator(line.substr(0, route - 1), kStrict);
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

TelegramLine classification_kind(std::string_view line) {
  const auto level = read_level(line, kStrict);
  if (!level) return TelegramLine::kNone;
  const std::string_view rest = ascii::trim(level->rest);
  if (names_a_telegram(rest)) return TelegramLine::kClassification;
  const bool alone = rest.empty() || read_caption_line(after_caption_marks(rest), kStrict);
  return alone ? TelegramLine::kClassificationAlone : TelegramLine::kNone;
}

TelegramLine caption_kind(std::string_view line) {
  const auto captions = read_caption_line(line, kStrict);
  if (!captions) return TelegramLine::kNone;
  return captions->has_sipdis ? TelegramLine::kSipdis : TelegramLine::kCaption;
}

TelegramLine paragraph_kind(std::string_view line) {
  if (!is_digit(line[0])) return TelegramLine::kNone;
  const auto mark = paragraph_mark_at(line, 0, kStrict);
  if (!mark) return TelegramLine::kNone;
  return mark->portion ? TelegramLine::kMarkedParagraph : TelegramLine::kPlainParagraph;
}

/// Whether the value of a "Tags:" or "Subject:" line is written as a telegram writes it.
bool has_capital_value(std::string_view line, std::size_t label) noexcept {
  std::string_view value = line.substr(std::min(label, line.size()));
  while (!value.empty() && !is_alpha(value[0])) value.remove_prefix(1);
  return value.size() >= 2 && is_upper(value[0]) && is_upper(value[1]);
}

/// "(U) CLASSIFIED BY": the mark of a paragraph that has no number.
std::string_view without_portion_mark(std::string_view line) {
  const auto mark = portion_mark_at(line, 0, kStrict);
  return mark ? ascii::trim(line.substr(mark->end)) : line;
}

/// Of a line that may begin with the label of `field`.
TelegramLine labelled_kind(std::string_view line, Field field, TelegramLine kind) noexcept {
  const std::size_t label = label_size(line, field, kStrict);
  if (label == 0) return TelegramLine::kNone;
  const bool sure =
      field == Field::kReferences || is_upper(line[1]) || has_capital_value(line, label);
  return sure ? kind : TelegramLine::kNone;
}

TelegramLine labelled_kind(std::string_view line) {
  using Kind = TelegramLine;
  // Most lines are prose: a first letter that spares a test counts.
  switch (line[0]) {
    case 'E':
    case 'e':
      return after_executive_order_mark(line, kStrict).empty() ? Kind::kNone
                                                               : Kind::kExecutiveOrder;
    case 'C':
    case 'c':
    case '(': {
      const bool label = ascii::istarts_with(without_portion_mark(line), kClassifiedByWords);
      return label ? Kind::kClassifiedBy : Kind::kNone;
    }
    case 'T':
    case 't':
    case 'A':
    case 'a':
      return labelled_kind(line, Field::kTags, Kind::kTags);
    case 'S':
    case 's':
    case 'U':
      return labelled_kind(line, Field::kSubject, Kind::kSubject);
    case 'R':
    case 'r':
      return labelled_kind(line, Field::kReferences, Kind::kReference);
    default:
      return Kind::kNone;
  }
}

/// "MRN:  12 BENGHAZI 77": year, station, serial.
bool is_form_number(std::string_view line) noexcept {
  if (!line.starts_with("MRN:")) return false;
  const std::string_view number = ascii::trim(line.substr(4));
  return number.size() > 4 && is_digit(number.front()) && is_digit(number.back());
}

TelegramLine kind_behind_d(std::string_view line) noexcept {
  if (line.starts_with("DTG:")) return TelegramLine::kFormDate;
  return is_de_line(line) ? TelegramLine::kDe : TelegramLine::kNone;
}

/// Of a line that begins with the letter of one of the words that head a line of the header.
TelegramLine headed_kind(std::string_view line) noexcept {
  using Kind = TelegramLine;
  switch (line[0]) {
    case 'V':
      return line.starts_with("VZCZC") ? Kind::kTransmission : Kind::kNone;
    case 'D':
      return kind_behind_d(line);
    case 'M':
      return is_form_number(line) ? Kind::kFormNumber : Kind::kNone;
    case 'Z':
      if (is_security_line(line)) return Kind::kSecurity;
      return line.starts_with("ZFR") ? Kind::kCancel : Kind::kNone;
    case 'F':
      return line.starts_with("FM ") && is_capital_line(line) ? Kind::kFrom : Kind::kNone;
    case 'T':
      return line.starts_with("TO ") && is_addressee(line.substr(3)) ? Kind::kTo : Kind::kNone;
    case 'I':
      return line.starts_with("INFO ") && is_capital_line(line) ? Kind::kInfo : Kind::kNone;
    case 'X':
      return line.starts_with("XMT") && is_capital_line(line) ? Kind::kExempt : Kind::kNone;
    default:
      return Kind::kNone;
  }
}

TelegramLine routing_kind(std::string_view line) noexcept {
  switch (routing_line(line, kStrict)) {
    case RoutingLine::kWhole:
      return TelegramLine::kRouting;
    case RoutingLine::kTail:
      return TelegramLine::kRoutingTail;
    case RoutingLine::kNone:
      break;
  }
  return TelegramLine::kNone;
}

TelegramLine header_kind(std::string_view line) {
  using Kind = TelegramLine;
  // Most lines of prose that begin with a capital go on in small letters: few others do.
  if (ascii::is_lower(line[1])) {
    if (line.starts_with("Date/DTG:")) return Kind::kFormDate;
    return is_action_line(line) ? Kind::kAction : Kind::kNone;
  }
  if (const Kind kind = headed_kind(line); kind != Kind::kNone) return kind;
  const bool may_date = is_digit(line[0]) || is_precedence_letter(line[0]);
  if (may_date && begins_with_date_time_group(line)) return Kind::kDateTime;
  if (is_addressee(line) && is_capital_line(line)) return Kind::kAddressee;
  if (line.starts_with("PAGE") && read_page_line(line, Strictness::kTolerant))
    return Kind::kOldPage;
  return is_action_line(line) ? Kind::kAction : routing_kind(line);
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

TelegramLine classify_telegram_line(std::string_view line) {
  using Kind = TelegramLine;
  line = telegram_core(line);
  if (line.size() < 2) return Kind::kNone;
  if (const Kind kind = paragraph_kind(line); kind != Kind::kNone) return kind;
  if (const Kind kind = labelled_kind(line); kind != Kind::kNone) return kind;
  if (const Kind kind = classification_kind(line); kind != Kind::kNone) return kind;
  const bool upper = is_upper(line[0]);
  if (upper && is_page_marker_line(line)) return Kind::kPageMarker;
  if (ascii::istarts_with(line, "This record is a partial extract")) return Kind::kPartialExtract;
  if (line.size() > kHeaderLineBytes) {
    // Pages that lost their line breaks run the whole header into one line.
    return line.starts_with("VZCZC") ? Kind::kTransmission : Kind::kNone;
  }
  // Most lines are prose, and half of those begin in lower case: no header line does.
  if (upper || is_digit(line[0])) {
    if (const Kind kind = header_kind(line); kind != Kind::kNone) return kind;
  }
  const bool in_capitals = upper && !ascii::is_lower(line[1]);
  if (in_capitals) {
    if (const Kind kind = caption_kind(line); kind != Kind::kNone) return kind;
  }
  if (is_end_mark(line)) return Kind::kEndMark;
  if (is_rule_line(line)) return Kind::kRule;
  if (in_capitals && is_pass_line(line)) return Kind::kPass;
  return is_usual_heading(line) ? Kind::kHeading : Kind::kNone;
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
    case Kind::kFormNumber:
    case Kind::kFormDate:
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
    case Kind::kFormNumber:
    case Kind::kFormDate:
      return true;
    default:
      return false;
  }
}

std::optional<int> paragraph_number(std::string_view line) {
  line = telegram_core(line);
  if (line.empty() || !is_digit(line[0])) return std::nullopt;
  const auto mark = paragraph_mark_at(line, 0, kStrict);
  return mark ? std::optional(mark->number) : std::nullopt;
}

bool looks_like_signature(std::string_view line) noexcept {
  line = telegram_core(line);
  if (line.size() < 3 || line.size() > 32 || !ascii::is_upper(line[0]) || is_usual_heading(line))
    return false;
  // A full stop ends a sentence, but for "JR.".
  if (line.back() == '.' && !line.ends_with("JR.")) return false;
  // "OSD FOR HALLORAN" says who is to see the telegram.
  for (const std::string_view joint : {" FOR ", " PASS ", " OF ", " THE ", " TO ", " WITH "}) {
    if (line.find(joint) != std::string_view::npos) return false;
  }
  int words = 1;
  for (const char c : line) {
    if (c == ' ') ++words;
    const bool name = ascii::is_alpha(c) || c == ' ' || c == '\'' || c == '-' || c == '.' ||
                      c == '/' || static_cast<unsigned char>(c) >= 0x80;
    if (!name) return false;
  }
  // A mixed-case word is a name only when it stands alone ("Russel"); headings have several.
  return words == 1 || (words <= 3 && is_capital_line(line));
}

}  // namespace cabled
