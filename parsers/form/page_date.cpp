#include "parsers/form/page_date.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "parsers/model/ascii.h"
#include "parsers/telegram/date_time_group.h"

namespace cabled {
namespace {

constexpr std::size_t kLongestDate = 60;

struct Number {
  int value;
  std::size_t digits;
};

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [word](std::string_view w) { return ascii::iequals(word, w); });
}

// "Thu", "Thursday", "Thurs".
bool is_weekday(std::string_view word) {
  static constexpr std::array<std::string_view, 7> kDays{
      "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
  return word.size() >= 3 && std::ranges::any_of(kDays, [word](std::string_view day) {
           return day.size() >= word.size() && ascii::iequals(word, day.substr(0, word.size()));
         });
}

// 0 for a word that is no month's name or its beginning.
int month_of(std::string_view word) {
  static constexpr std::array<std::string_view, 12> kNames{
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  const int month = word.size() < 3 ? 0 : month_number(ascii::upper(word));
  if (month == 0) return 0;
  const std::string_view name = kNames[static_cast<std::size_t>(month - 1)];
  return ascii::istarts_with(name, ascii::lower(word)) ? month : 0;
}

class DateReader {
 public:
  explicit DateReader(std::string_view text) : text_(text) {}

  std::optional<PageDate> read() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      const bool known = ascii::is_digit(c)   ? take_number()
                         : ascii::is_alpha(c) ? take_word()
                                              : take_mark(c);
      if (!known) return std::nullopt;
    }
    return assemble();
  }

 private:
  std::optional<Number> digits() {
    Number number{0, 0};
    const char* const begin = text_.data() + at_;
    const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), number.value);
    if (error != std::errc()) return std::nullopt;
    number.digits = static_cast<std::size_t>(end - begin);
    at_ += number.digits;
    return number;
  }

  bool at_colon() const {
    return at_ + 1 < text_.size() && text_[at_] == ':' && ascii::is_digit(text_[at_ + 1]);
  }

  // Day, month and year stand already: "18 November 2009 10.00 GMT".
  bool has_day() const { return numbers_.size() + (date_.month == 0 ? 0 : 1) == 3; }

  bool at_minutes_behind_stop() const {
    const auto digit = [this](std::size_t at) {
      return at < text_.size() && ascii::is_digit(text_[at]);
    };
    return at_ < text_.size() && text_[at_] == '.' && digit(at_ + 1) && digit(at_ + 2) &&
           !digit(at_ + 3);
  }

  bool take_number() {
    const auto number = digits();
    if (!number || number->digits > 4) return false;
    if (!at_colon() && !(has_day() && at_minutes_behind_stop())) {
      numbers_.push_back(*number);
      return numbers_.size() <= 3;
    }
    if (date_.hour) return false;
    ++at_;
    const auto minute = digits();
    if (!minute || number->value > 23 || minute->value > 59) return false;
    date_.hour = number->value;
    date_.minute = minute->value;
    if (at_colon()) {
      ++at_;
      return digits().has_value();
    }
    return true;
  }

  bool take_word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && ascii::is_alpha(text_[at_])) ++at_;
    const std::string_view word = text_.substr(begin, at_ - begin);
    const bool behind_number = begin > 0 && ascii::is_digit(text_[begin - 1]);
    if (behind_number && is_one_of(word, {"st", "nd", "rd", "th", "T", "Z"})) return true;
    if (is_one_of(word, {"UTC", "GMT", "Z", "at"}) || is_weekday(word)) return true;
    if (is_one_of(word, {"am", "pm"})) return take_half_of_day(ascii::to_lower(word[0]) == 'p');
    const int month = month_of(word);
    if (month == 0 || date_.month != 0) return false;
    date_.month = month;
    return true;
  }

  bool take_half_of_day(bool after_noon) {
    if (!date_.hour || *date_.hour == 0 || *date_.hour > 12) return false;
    date_.hour = *date_.hour % 12 + (after_noon ? 12 : 0);
    return true;
  }

  bool take_mark(char c) {
    ++at_;
    slashes_ += c == '/' ? 1 : 0;
    return ascii::is_space(c) || std::string_view(",-/.()").find(c) != std::string_view::npos;
  }

  std::optional<PageDate> assemble() {
    const auto year = std::ranges::find_if(numbers_, [](Number n) { return n.digits == 4; });
    if (year == numbers_.end()) return std::nullopt;
    const bool year_first = year == numbers_.begin();
    date_.year = year->value;
    numbers_.erase(year);
    if (date_.month == 0 && numbers_.size() == 2) {
      if (!year_first && slashes_ != 2) return std::nullopt;
      date_.month = numbers_[0].value;
      numbers_.erase(numbers_.begin());
    }
    if (numbers_.size() != 1) return std::nullopt;
    date_.day = numbers_[0].value;
    if (!is_calendar_day(date_.year, date_.month, date_.day)) return std::nullopt;
    return date_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Number> numbers_;
  int slashes_ = 0;
  PageDate date_;
};

// Four digits side by side: most lines that are asked about have no year.
bool may_have_year(std::string_view text) {
  constexpr std::size_t kDigits = 4;
  std::size_t digits = 0;
  for (const char c : text) {
    digits = ascii::is_digit(c) ? digits + 1 : 0;
    if (digits == kDigits) return true;
  }
  return false;
}

}  // namespace

std::optional<std::string> PageDate::time() const {
  if (!hour) return std::nullopt;
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:00Z", year, month, day, *hour, minute);
}

std::optional<PageDate> read_page_date(std::string_view text) {
  text = ascii::trim(text);
  if (text.size() < 8 || text.size() > kLongestDate || !may_have_year(text)) return std::nullopt;
  return DateReader(text).read();
}

}  // namespace cabled
