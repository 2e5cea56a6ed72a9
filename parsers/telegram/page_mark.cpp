#include "parsers/telegram/page_mark.h"

#include <algorithm>
#include <vector>

#include "parsers/model/ascii.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;
constexpr int kMostStationWords = 5;
constexpr std::size_t kLongestMarker = 80;
constexpr long kGreatestSerial = 999999;

// Takes what it is asked for off the front of a text, in any case of letters; what is not there is
// not taken.
class MarkScanner {
 public:
  explicit MarkScanner(std::string_view text) noexcept : text_(text) {}

  std::size_t at() const noexcept { return at_; }
  void go_back_to(std::size_t at) noexcept { at_ = at; }

  /// A run of digits as long as this, and no longer.
  std::string_view digits(std::size_t least, std::size_t most) noexcept {
    const std::size_t count = words::leading_digits(text_.substr(at_));
    if (count < least || count > most) return {};
    at_ += count;
    return text_.substr(at_ - count, count);
  }

  bool blanks() noexcept {
    const std::size_t begin = at_;
    while (at_ < text_.size() && words::is_blank(text_[at_])) ++at_;
    return at_ > begin;
  }

  /// Blanks and at most one line break.
  bool gap() noexcept {
    const std::size_t begin = at_;
    blanks();
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    blanks();
    return at_ > begin;
  }

  /// Seven or eight such digits, or two runs of them with a line break between.
  bool broken_serial() noexcept {
    const std::size_t begin = at_;
    if (slipped_digits(7, 8)) {
      const std::string_view rest = text_.substr(at_);
      const bool last_below = at_ - begin == 7 && rest.size() > 2 && rest[0] == '\n' &&
                              ascii::is_digit(rest[1]) && words::is_blank(rest[2]);
      at_ += last_below ? 2 : 0;
      return true;
    }
    const std::size_t first = slipped_digits(2, 6) ? at_ - begin : 0;
    const std::size_t line_end = at_;
    if (first == 0 || at_ >= text_.size() || text_[at_] != '\n') return false;
    ++at_;
    return slipped_digits(7 - std::min<std::size_t>(first, 6), 8 - first) && at_ > line_end;
  }

  /// A run of digits, O among them for 0, with a digit at its end.
  bool slipped_digits(std::size_t least, std::size_t most) noexcept {
    std::size_t end = at_;
    while (end < text_.size() && (ascii::is_digit(text_[end]) || text_[end] == 'O')) ++end;
    const std::size_t count = end - at_;
    if (count < least || count > most || !ascii::is_digit(text_[end - 1])) return false;
    at_ = end;
    return true;
  }

  bool word(std::string_view wanted) noexcept {
    if (!ascii::istarts_with(text_.substr(at_), wanted)) return false;
    at_ += wanted.size();
    return true;
  }

  std::string_view letters() noexcept {
    const std::size_t begin = at_;
    while (at_ < text_.size() && (ascii::is_alpha(text_[at_]) || text_[at_] == '\'')) ++at_;
    return text_.substr(begin, at_ - begin);
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

// "01 OF 02", the section that the page belongs to.
bool take_section(MarkScanner& scanner) noexcept {
  const std::size_t begin = scanner.at();
  const bool taken = scanner.blanks() && !scanner.digits(1, 3).empty() && scanner.blanks() &&
                     scanner.word("OF") && scanner.blanks() && !scanner.digits(1, 3).empty();
  if (!taken) scanner.go_back_to(begin);
  return taken;
}

bool take_time(MarkScanner& scanner) noexcept {
  const std::size_t begin = scanner.at();
  const bool taken = scanner.blanks() && !scanner.digits(6, 6).empty() && scanner.word("Z");
  if (!taken) scanner.go_back_to(begin);
  return taken;
}

bool all_letters(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, ascii::is_upper);
}

// The marker whose page is the word before `of` ("... 00000153  001.2 OF 006").
std::optional<PageMark> read_marker_before(std::string_view text, std::size_t of) {
  const std::size_t begin = of > kLongestMarker ? of - kLongestMarker : 0;
  const std::string_view before = text.substr(begin, of - begin);
  const std::vector<std::string_view> found = words::split(before);
  if (found.size() < 3) return std::nullopt;
  const std::size_t last = found.size() - 2;
  const auto at = static_cast<std::size_t>(found[last].data() - text.data());
  if (marker_size(text.substr(at), Strictness::kStrict) == 0) return std::nullopt;
  PageMark mark;
  mark.serial = words::number(found[last]).value_or(0);
  if (mark.serial > kGreatestSerial) return std::nullopt;  // misread: its first digits are zeros
  for (std::size_t i = last; i-- > 0 && last - i <= kMostStationWords;) {
    if (!all_letters(found[i])) break;
    mark.station.insert(0, found[i]);
    // A line break before the name ends it; without one the name's own words cannot be told.
    if (found[i].data() == before.data() || *(found[i].data() - 1) == '\n') return mark;
  }
  mark.station.clear();
  return mark;
}

}  // namespace

std::optional<OldPageLine> read_page_line(std::string_view text, Strictness strictness) {
  const bool strict = strictness == Strictness::kStrict;
  MarkScanner scanner(text);
  if (!scanner.word("PAGE") || !scanner.blanks() || scanner.digits(1, 3).empty()) {
    return std::nullopt;
  }
  OldPageLine line{};
  for (int i = 0; i < kMostStationWords; ++i) {
    const std::size_t begin = scanner.at();
    const std::string_view word = scanner.blanks() ? scanner.letters() : std::string_view();
    if (word.empty()) {
      scanner.go_back_to(begin);
      break;
    }
    line.mark.station += word;
  }
  if (line.mark.station.empty() || !scanner.blanks()) return std::nullopt;
  const std::string_view serial = scanner.digits(strict ? 4 : 3, 6);
  if (serial.empty()) return std::nullopt;
  line.mark.serial = words::number(serial).value_or(0);
  take_section(scanner);
  if (!take_time(scanner) && strict) return std::nullopt;
  line.size = scanner.at();
  return line;
}

std::size_t marker_size(std::string_view text, Strictness strictness) noexcept {
  MarkScanner scanner(text);
  if (scanner.digits(strictness == Strictness::kStrict ? 8 : 7, 8).empty()) return 0;
  if (!scanner.blanks() || scanner.digits(2, 3).empty()) return 0;
  if (scanner.word(".")) scanner.digits(1, 2);
  scanner.blanks();
  if (!scanner.word("OF") || !scanner.blanks() || scanner.digits(1, 3).empty()) return 0;
  return scanner.at();
}

std::size_t damaged_marker_size(std::string_view text) noexcept {
  MarkScanner scanner(text);
  if (!scanner.broken_serial()) return 0;
  if (!scanner.gap() || !scanner.slipped_digits(3, 3)) return 0;
  if (scanner.word(".")) scanner.digits(1, 2);
  scanner.gap();
  if (!scanner.word("OF")) return 0;
  scanner.gap();
  return scanner.slipped_digits(3, 3) ? scanner.at() : 0;
}

bool is_page_marker_line(std::string_view line) noexcept {
  LineScanner scanner(line);
  std::string_view token = scanner.token();
  int name = 0;
  for (; !token.empty() && ascii::is_upper(token[0]) && name < kMostStationWords; ++name) {
    token = scanner.token();
  }
  if (name == 0 || token.empty()) return false;
  return marker_size(line.substr(static_cast<std::size_t>(token.data() - line.data())),
                     Strictness::kStrict) > 0;
}

std::optional<PageMark> find_page_mark(std::string_view text) {
  const std::size_t page = ascii::find_part(text, "PAGE 0");
  if (page != kNowhere) {
    if (auto line = read_page_line(text.substr(page), Strictness::kTolerant)) return line->mark;
  }
  for (std::size_t at = ascii::find_part(text, "OF 0"); at != kNowhere;
       at = ascii::find_part(text, "OF 0", at + 1)) {
    if (auto mark = read_marker_before(text, at)) return mark;
  }
  return std::nullopt;
}

}  // namespace cabled
