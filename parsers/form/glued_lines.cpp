#include "parsers/form/glued_lines.h"

#include <algorithm>
#include <array>

#include "parsers/form/glued_headings.h"
#include "parsers/model/ascii.h"
#include "parsers/telegram/captions.h"
#include "parsers/telegram/classifications.h"
#include "parsers/telegram/date_time_group.h"
#include "parsers/telegram/labels.h"
#include "parsers/telegram/line_kind.h"
#include "parsers/telegram/paragraph_mark.h"
#include "parsers/telegram/routing.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

/// As much of a line as tells what it begins with.
constexpr std::size_t kTelling = 100;
constexpr std::size_t kLongestCaptions = 60;
/// A body of one line is longer than this.
constexpr std::size_t kLongBody = 200;

bool is_blank(char c) noexcept { return ascii::is_space(c); }

/// What stands between the brackets of a doubled precedence and its first address: "RR RUEHWEB".
bool begins_routing(std::string_view rest) noexcept {
  return rest.size() > 5 && rest[0] == rest[1] && is_precedence_letter(rest[0]) && rest[2] == ' ' &&
         rest[3] == 'R' && ascii::is_upper(rest[4]);
}

bool begins_date(std::string_view rest) {
  return is_precedence_letter(rest.front()) && rest.size() > 2 && rest[1] == ' ' &&
         begins_with_date_time_group(rest.substr(0, kTelling));
}

bool begins_level(std::string_view rest) {
  if (!read_level(rest, Strictness::kStrict)) return false;
  return classify_telegram_line(rest.substr(0, kTelling)) == TelegramLine::kClassification;
}

/// Bytes of the line of classification and number at the front of `rest`: to the end of the serial.
std::size_t classification_size(std::string_view rest) {
  const auto level = read_level(rest, Strictness::kStrict);
  if (!level) return 0;
  std::size_t at = rest.size() - level->rest.size();
  for (int numbers = 0; at < rest.size() && at < kTelling; ++at) {
    if (!ascii::is_digit(rest[at])) continue;
    const std::size_t digits = words::leading_digits(rest.substr(at));
    // The numbers of a section have two digits, the serial mostly six.
    at += digits;
    ++numbers;
    if (digits >= 3 || numbers == 3) return at;
    --at;
  }
  return 0;
}

/// A caption, whatever it is glued to; shorter ones begin other words.
bool begins_caption(std::string_view rest) noexcept {
  constexpr std::size_t kShortest = 5;
  return std::ranges::any_of(kCaptions, [rest](const Caption& caption) {
    return caption.word.size() >= kShortest && rest.starts_with(caption.word);
  });
}

/// Labels as they are in print: in capitals, or with the first letter alone large.
bool begins_label(std::string_view rest) {
  if (begins_with_usual_label(rest)) return true;
  static constexpr auto kOthers = std::to_array<std::string_view>(
      {"Subject:", "Tags:", "Ref:", "Refs:", "REFERENCE:", "References:", "Classified By",
       "CLASSIFIED BY", "Classified by", "E.O. 1", "EO 1", "E.O. 1", "TAGS "});
  return std::ranges::any_of(kOthers,
                             [rest](std::string_view label) { return rest.starts_with(label); });
}

bool ends_sentence(std::string_view before) noexcept {
  before = ascii::trim(before);
  return before.empty() ||
         std::string_view(".?!:\")-]").find(before.back()) != std::string_view::npos;
}

bool begins_rule(std::string_view rest, char before) noexcept {
  return (before != '-' && rest.starts_with("-----")) ||
         (before != '=' && rest.starts_with("====="));
}

bool ends_rule(std::string_view rest, std::string_view before) noexcept {
  before = ascii::trim(before);
  return (rest.front() != '-' && rest.front() != ' ' && before.ends_with("-----")) ||
         (rest.front() != '=' && rest.front() != ' ' && before.ends_with("====="));
}

/// "Visit this post's classified website: http://…", below the last paragraph.
bool begins_visit(std::string_view rest) noexcept {
  return rest.starts_with("Visit ") && rest.substr(0, kTelling).find("http") != rest.npos;
}

/// What a list of addressees has behind one of its posts: a number, a precedence, a place.
bool ends_addressee(std::string_view before) noexcept {
  before = ascii::trim(before);
  if (before.ends_with("//")) return true;
  const std::string_view last = before.substr(before.find_last_of(" /") + 1);
  static constexpr auto kLast = std::to_array<std::string_view>(
      {"WASHDC", "DC", "COLLECTIVE", "PRIORITY", "IMMEDIATE", "ROUTINE", "FLASH"});
  return (!last.empty() && std::ranges::all_of(last, ascii::is_digit)) ||
         std::ranges::find(kLast, last) != kLast.end();
}

/// Agencies of Washington and commands that have no route before them.
bool begins_agency(std::string_view rest) noexcept {
  static constexpr auto kAgencies = std::to_array<std::string_view>(
      {"CIA ", "DIA ", "NSC ", "DEPT OF ", "JOINT STAFF ", "HQ ", "USDOE ", "CDR ", "SECDEF ",
       "SECSTATE ", "USMISSION ", "USEU ", "USINT ", "AIT ", "WHITE HOUSE "});
  return std::ranges::any_of(kAgencies,
                             [rest](std::string_view name) { return rest.starts_with(name); });
}

/// Where a name begins that is glued to the last sentence: "Ships are few.EXAMPLE".
std::size_t glued_name(std::string_view line) {
  const std::size_t stop = line.find_last_of(".?!");
  if (stop == std::string_view::npos) return stop;
  const std::string_view name = line.substr(stop + 1);
  const bool is_name = looks_like_signature(name) && is_capital_line(name);
  return is_name ? stop + 1 : std::string_view::npos;
}

}  // namespace

bool GluedLines::goes_on(std::string_view line) const {
  return part_ == Part::kBody && line.size() > kLongBody;
}

std::size_t GluedLines::paragraph_at(std::string_view line, std::size_t at) const {
  if (!ascii::is_digit(line[at]) || ascii::is_digit(line[at - 1])) return 0;
  const auto mark = paragraph_mark_at(line, at, Strictness::kStrict);
  if (!mark || mark->number != last_number_ + 1) return 0;
  const std::string_view before = line.substr(0, at);
  const bool sentence = ends_sentence(before);
  if (mark->portion) return sentence || is_blank(before.back()) ? mark->end : 0;
  const bool capital = mark->end < line.size() && ascii::is_upper(line[mark->end]);
  // The first stands behind the subject or the references, which end in no full stop.
  const bool may_stand =
      sentence || part_ == Part::kPreamble || heading_at_end(before) != std::string_view::npos;
  return may_stand && is_blank(before.back()) && capital ? mark->end : 0;
}

bool GluedLines::begins_header_line(std::string_view before, std::string_view rest) const {
  const bool at_word = is_blank(before.back());
  const bool agency = seen_to_ && at_word && begins_agency(rest) && ends_addressee(before);
  if (agency && !before.ends_with("TO ") && !before.ends_with("INFO ")) return true;
  switch (rest.front()) {
    case 'D':
      return is_de_line(rest.substr(0, kTelling));
    case 'F':
      return rest.starts_with("FM ") && !seen_to_ && !ascii::is_alpha(before.back());
    case 'T':
      if (begins_level(rest)) return true;
      return rest.starts_with("TO ") && at_word && !seen_to_ &&
             (route_size(rest.substr(3)) > 0 || starts_with_post(rest.substr(3)));
    case 'I':
      return rest.starts_with("INFO ") && at_word &&
             (route_size(rest.substr(5)) > 0 || starts_with_post(rest.substr(5)));
    case 'A':
      return seen_to_ && at_word && starts_with_post(rest) &&
             (route_size(before) == 0 || ends_addressee(before)) && !before.ends_with("TO ") &&
             !before.ends_with("INFO ");
    case 'R':
      if (seen_to_ && at_word && route_size(rest) > 0) {
        return !before.ends_with("TO ") && !before.ends_with("INFO ");
      }
      break;
    case 'C':
    case 'U':
    case 'S':
    case 'L':
      // "SS E C R E T": its first letter twice.
      return ascii::trim(before) != rest.substr(0, 1) && begins_level(rest);
    case 'Z':
      if (is_security_line(rest)) return true;
      break;
    default:
      break;
  }
  // "P R 252338Z JAN 10" has one of its two precedences before it.
  const bool amid_date = precedence_of(ascii::trim(before)) != 0;
  return begins_routing(rest) || (!amid_date && begins_date(rest));
}

bool GluedLines::begins_preamble_line(std::string_view before, std::string_view rest) const {
  if (begins_label(rest) || (is_blank(before.back()) && begins_marked_summary(rest))) return true;
  if (!ascii::is_upper(rest.front()) || !begins_caption(rest)) return false;
  // Captions stand in a row below the number, blanks or none between them.
  const std::string_view current = ascii::trim(before);
  return current.empty() || ascii::is_digit(before.back()) || is_blank(before.back()) ||
         (current.size() <= kLongestCaptions && read_caption_line(current, Strictness::kStrict));
}

bool GluedLines::begins_line(std::string_view line, std::size_t begin, std::size_t at) const {
  const std::string_view before = line.substr(begin, at - begin);
  const std::string_view rest = line.substr(at);
  if (is_blank(rest.front()) || before.empty()) return false;
  if (begins_rule(rest, before.back()) || ends_rule(rest, before)) return true;
  if (part_ == Part::kBody && is_blank(before.back()) && begins_visit(rest)) return true;
  switch (part_) {
    case Part::kHeader:
      return begins_header_line(before, rest);
    case Part::kPreamble:
      return begins_preamble_line(before, rest) || paragraph_at(line, at) > 0;
    case Part::kBody:
      return paragraph_at(line, at) > 0;
  }
  return false;
}

/// Where the heading above a paragraph or a rule begins that `before` ends with.
std::size_t GluedLines::heading_before(std::string_view before, std::string_view rest) const {
  if (before.empty()) return std::string_view::npos;
  if (part_ == Part::kBody) return heading_at_end(before);
  const bool rule = rest.starts_with("-----") || rest.starts_with("=====");
  return part_ == Part::kPreamble && rule ? summary_heading_at_end(before) : std::string_view::npos;
}

/// What has been reached once `line` is over.
void GluedLines::note(std::string_view line) {
  if (line.empty()) return;
  const TelegramLine kind = classify_telegram_line(line.substr(0, kTelling));
  if (part_ == Part::kHeader) {
    if (kind == TelegramLine::kTo || line.starts_with("TO ")) seen_to_ = true;
    if (kind == TelegramLine::kClassification) part_ = Part::kPreamble;
  }
  if (const auto mark = paragraph_mark_at(line, 0, Strictness::kStrict);
      mark && mark->number == last_number_ + 1 && part_ != Part::kHeader) {
    last_number_ = mark->number;
    part_ = Part::kBody;
  }
  if (part_ == Part::kPreamble && begins_marked_summary(line)) part_ = Part::kBody;
}

/// The drafter's name behind the last sentence.
void GluedLines::split_signature(std::vector<std::string_view>& lines) const {
  if (lines.empty() || part_ != Part::kBody) return;
  std::string_view last = lines.back();
  // "… so. SAMPLE.": capitals below other letters.
  if (last.ends_with('.') && std::ranges::any_of(last, ascii::is_lower)) last.remove_suffix(1);
  constexpr std::size_t kMostWords = 3;
  std::size_t at = last.size();
  std::size_t name = std::string_view::npos;
  for (std::size_t word = 0; word < kMostWords && at > 0; ++word) {
    const std::size_t blank = last.find_last_of(' ', at - 1);
    if (blank == std::string_view::npos) break;
    if (!looks_like_signature(last.substr(blank + 1))) break;
    if (!is_capital_line(last.substr(blank + 1))) break;
    if (ends_sentence(last.substr(0, blank))) name = blank + 1;
    at = blank;
  }
  if (name == std::string_view::npos) name = glued_name(last);
  if (name == std::string_view::npos) return;
  const std::string_view signature = lines.back().substr(name);
  lines.back() = ascii::trim(last.substr(0, name));
  lines.push_back(signature);
}

std::vector<std::string_view> GluedLines::split(std::string_view line) {
  std::vector<std::string_view> lines;
  line = ascii::trim(line);
  std::size_t begin = 0;
  std::size_t sure = 0;  // no line begins before this place
  const auto end_line = [&](std::size_t at) {
    const std::string_view part = ascii::trim(line.substr(begin, at - begin));
    if (!part.empty()) lines.push_back(part);
    begin = at;
  };
  note(line.substr(0, kTelling));
  if (part_ == Part::kPreamble) sure = classification_size(line);
  for (std::size_t at = 1; at < line.size(); ++at) {
    if (sure > 0 && at == sure) {
      end_line(at);
      sure = 0;
      if (is_blank(line[at])) continue;
    } else if (at < sure || !begins_line(line, begin, at)) {
      continue;
    }
    // The heading above a paragraph.
    const std::size_t heading = heading_before(line.substr(begin, at - begin), line.substr(at));
    if (heading != std::string_view::npos) {
      end_line(begin + heading);
      lines.push_back(line.substr(begin, 0));
    }
    if (begin != at) end_line(at);
    // A body without numbers begins below a blank line, or the field above it would go on.
    const bool sets_apart = part_ == Part::kPreamble && begins_marked_summary(line.substr(at));
    if (sets_apart) lines.push_back(line.substr(at, 0));
    const Part before = part_;
    note(line.substr(at));
    if (before == Part::kHeader && part_ == Part::kPreamble) {
      sure = at + classification_size(line.substr(at));
    }
  }
  end_line(line.size());
  split_signature(lines);
  return lines;
}

}  // namespace cabled
