#include "parsers/cable/header/header_lines.h"

#include <algorithm>
#include <array>

#include "parsers/cable/header/classification.h"
#include "parsers/model/ascii.h"
#include "parsers/telegram/classifications.h"
#include "parsers/telegram/date_time_group.h"
#include "parsers/telegram/executive_order_mark.h"
#include "parsers/telegram/labels.h"
#include "parsers/telegram/routing.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

// A collective of every post spelt out takes 12 kB; whatever follows 64 kB is no header.
constexpr std::size_t kLongestHeader = 64UL * 1024;
constexpr std::size_t kMostHeaderLines = 4000;
// An E.O. line below SUBJECT was never seen further down than this.
constexpr std::size_t kLinesBelowSubject = 12;
constexpr std::size_t kBytesBelowSubject = 800;
// Lines of telegrams have 69 letters; a longer one has lost its breaks.
constexpr std::size_t kLongestTrueLine = 75;

bool begins_labelled(std::string_view rest, Field field) {
  const auto match = match_label(rest, field);
  return match && match->has_colon;
}

// Upper case, and the blanks and line ends of Unicode as ASCII ones; every place stays where it
// was.
std::string prepared(std::string_view text) {
  std::string upper = ascii::upper(text);
  for (std::size_t at = upper.find('\xC2'); at != std::string::npos;
       at = upper.find('\xC2', at + 1)) {
    if (upper.compare(at, 2, "\xC2\xA0") == 0) upper.replace(at, 2, "  ");
  }
  for (std::size_t at = upper.find('\xE2'); at != std::string::npos;
       at = upper.find('\xE2', at + 1)) {
    if (upper.compare(at, 3, "\xE2\x80\xA8") == 0) upper.replace(at, 3, "\n  ");
  }
  return upper;
}

// Cuts one line of the page into lines of the telegram.
class Cutter {
 public:
  explicit Cutter(std::vector<HeaderLine>& lines) : lines_(lines) {}

  void cut(std::string_view line, std::size_t offset) {
    lost_breaks_ = line.size() > kLongestTrueLine;
    std::size_t begin = 0;
    for (std::size_t at = next_word(line, 0); at < line.size();
         at = next_word(line, word_end(line, at))) {
      if (at > begin && begins_line(line.substr(begin, at - begin), line.substr(at))) {
        add(line.substr(begin, at - begin), offset + begin);
        begin = at;
      }
    }
    add(line.substr(begin), offset + begin);
  }

 private:
  static std::size_t next_word(std::string_view line, std::size_t at) {
    while (at < line.size() && ascii::is_space(line[at])) ++at;
    return at;
  }
  static std::size_t word_end(std::string_view line, std::size_t at) {
    while (at < line.size() && !ascii::is_space(line[at])) ++at;
    return at;
  }

  void add(std::string_view line, std::size_t offset) {
    while (!line.empty() && (ascii::is_space(line.back()) || line.back() == '\\')) {
      line.remove_suffix(1);
    }
    const std::size_t lead = line.size() - words::first(line).size() == 0 ? 0 : next_word(line, 0);
    line.remove_prefix(lead);
    if (line.starts_with("FM ")) seen_from_ = true;
    if (line.starts_with("TO ") || line.starts_with("INFO ")) seen_to_ = true;
    if ((seen_from_ || seen_to_) && is_numbered_classification(line)) seen_classification_ = true;
    lines_.push_back({line, offset + lead});
  }

  // Whether `rest`, amid a line, begins a new one; `before` is what the line holds so far.
  bool begins_line(std::string_view before, std::string_view rest) const {
    switch (rest.front()) {
      case 'D':
        return rest.starts_with("DE R") && !seen_from_ && rest.substr(0, 16).find('#') < 16;
      case 'Z':
        return (rest.starts_with("ZNR ") || rest.starts_with("ZNY ")) && !seen_from_;
      case 'F':
        return rest.starts_with("FM ") && !seen_from_ && !seen_to_;
      case 'T':
        if (rest.starts_with("TO ")) return before.starts_with("FM ");
        return begins_labelled(rest, Field::kTags);
      case 'I':
        return rest.starts_with("INFO ") && in_addressees(before);
      default:
        break;
    }
    return begins_classification(before, rest) || begins_addressee(before, rest) ||
           begins_group(before, rest) || begins_body_mark(rest);
  }

  bool in_addressees(std::string_view before) const {
    return !seen_classification_ &&
           (seen_to_ || before.starts_with("TO ") || before.starts_with("INFO "));
  }

  bool begins_classification(std::string_view before, std::string_view rest) const {
    if (!in_addressees(before) && !before.starts_with("FM ")) return false;
    if (words::after_spaced(before, "TOP")) return false;  // "TOP SECRET" is one level
    // Amid a line, what follows the first letter of a level would be one with a slip.
    return read_level(rest, Strictness::kTolerant) && is_numbered_classification(rest);
  }

  bool begins_addressee(std::string_view before, std::string_view rest) const {
    if (!in_addressees(before)) return false;
    // A name begins within this many letters, or the line is no address.
    constexpr std::size_t kEnough = 128;
    const std::string_view rest_of_name = words::after_first(before.substr(0, kEnough));
    const bool has_name = route_size(before) > 0 || !words::first(rest_of_name).empty();
    if (route_size(rest) > 0) return has_name;
    return lost_breaks_ && has_name &&
           (rest.starts_with("AMEMBASSY ") || rest.starts_with("AMCONSUL ")) &&
           words::first(rest_of_name) != "XMT";
  }

  bool begins_group(std::string_view before, std::string_view rest) const {
    return !seen_from_ && !before.starts_with("PAGE ") && !ends_in_precedence(before) &&
           read_date_time_group(rest).has_value();
  }

  static bool ends_in_precedence(std::string_view before) {
    const std::string_view trimmed = ascii::trim(before);
    if (trimmed.empty() || !is_precedence_letter(trimmed.back())) return false;
    return trimmed.size() < 2 || words::is_blank(trimmed[trimmed.size() - 2]) ||
           trimmed[trimmed.size() - 2] == trimmed.back();
  }

  static bool begins_body_mark(std::string_view rest) {
    switch (rest.front()) {
      case 'S':
        return begins_labelled(rest, Field::kSubject);
      case 'R':
        return begins_labelled(rest, Field::kReferences);
      case 'E':
        return !after_executive_order_mark(rest, Strictness::kTolerant).empty();
      default:
        return false;
    }
  }

  std::vector<HeaderLine>& lines_;
  bool lost_breaks_ = false;
  bool seen_from_ = false;
  bool seen_to_ = false;
  bool seen_classification_ = false;
};

}  // namespace

TelegramLines::TelegramLines(std::string_view text)
    : upper_(prepared(text.substr(0, kLongestHeader))) {
  Cutter cutter(lines_);
  const std::string_view upper = upper_;
  std::size_t below_subject = 0;
  bool found = false;
  for (std::size_t at = 0; at < upper.size() && lines_.size() < kMostHeaderLines;) {
    const std::size_t end = std::min(upper.find('\n', at), upper.size());
    const std::size_t before = lines_.size();
    cutter.cut(upper.substr(at, end - at), at);
    at = end + 1;
    for (std::size_t i = before; i < lines_.size() && !found; ++i) {
      if (!lines_[i].text.starts_with("SUBJ")) continue;
      found = true;
      subject_ = i;
    }
    if (!found) continue;
    const std::size_t below = at - std::min(at, lines_[subject_].offset);
    if (++below_subject > kLinesBelowSubject || below > kBytesBelowSubject) break;
  }
  if (!found) subject_ = lines_.size();
}

bool begins_body(std::string_view line) {
  if (line == "BT" || begins_executive_order(line)) return true;
  const auto begins = [line](Field field) {
    return label_size(line, field, Strictness::kTolerant) > 0;
  };
  return begins(Field::kSubject) || begins(Field::kTags) || begins(Field::kReferences);
}

}  // namespace cabled
