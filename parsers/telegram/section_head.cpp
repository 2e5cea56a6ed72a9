#include "parsers/telegram/section_head.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "parsers/model/ascii.h"
#include "parsers/telegram/captions.h"
#include "parsers/telegram/executive_order_mark.h"
#include "parsers/telegram/labels.h"
#include "parsers/telegram/line_kind.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

// The longest header met has some 200 addressees; more lines than this are no head.
constexpr std::size_t kLongestHead = 300;

bool is_blank_line(std::string_view line) { return ascii::trim(line).empty(); }

// Whether the telegram's own head, above its first paragraph, has this line too.
bool is_said_in_head(const TelegramPlace& place, std::string_view line) {
  const std::string wanted = words::squeeze(line);
  const auto head = place.lines.first(std::min(place.body, kLongestHead));
  return std::ranges::any_of(head, [&](std::string_view own) {
    return own.size() >= wanted.size() && words::squeeze(own) == wanted;
  });
}

// E.O., TAGS and SUBJECT, of which the head repeats at least the first line.
bool is_labelled(std::string_view line) {
  line = ascii::trim(line);
  return begins_executive_order(ascii::upper(line)) ||
         label_size(line, Field::kTags, Strictness::kStrict) > 0 ||
         label_size(line, Field::kSubject, Strictness::kStrict) > 0;
}

// Lines that only the head of a transmission has.
bool is_sent_above(std::string_view line) {
  switch (classify_telegram_line(line)) {
    case TelegramLine::kTransmission:
    case TelegramLine::kRouting:
    case TelegramLine::kRoutingTail:
    case TelegramLine::kDe:
    case TelegramLine::kSecurity:
    case TelegramLine::kDateTime:
    case TelegramLine::kFrom:
    case TelegramLine::kTo:
    case TelegramLine::kInfo:
    case TelegramLine::kAddressee:
    case TelegramLine::kExempt:
      return true;
    default:
      return false;
  }
}

bool may_be_sent_above(std::string_view line) {
  line = ascii::trim(line);
  if (line.size() < 3 || !ascii::is_upper(line[0])) return false;
  return line.starts_with("VZCZC") || line.starts_with("DE ") || line.starts_with("FM ") ||
         (line.size() > 3 && line[2] == ' ' && line[0] == line[1]);
}

// Where the line of classification stands below routing lines that begin at `at`; `at` itself when
// nothing is sent above it.
std::size_t section_line_from(const TelegramPlace& place, std::size_t at) {
  const std::size_t end = std::min(place.lines.size(), at + kLongestHead);
  if (!may_be_sent_above(place.lines[at])) return at;
  std::size_t line = at;
  while (line < end && (is_blank_line(place.lines[line]) || is_sent_above(place.lines[line])))
    ++line;
  return line;
}

}  // namespace

std::size_t section_head_size(const TelegramPlace& place) {
  if (!place.in_body() || is_blank_line(place.lines[place.at])) return 0;
  std::size_t at = section_line_from(place, place.at);
  if (at == place.lines.size() || !is_section_line(place.lines[at])) return 0;
  std::size_t end = ++at;
  for (; at < place.lines.size() && at < end + kLongestHead; ++at) {
    const std::string_view line = place.lines[at];
    if (is_blank_line(line)) continue;
    if (!is_caption_line(line) && !is_labelled(line) && !is_said_in_head(place, line)) break;
    end = at + 1;
  }
  return end - place.at;
}

}  // namespace cabled
