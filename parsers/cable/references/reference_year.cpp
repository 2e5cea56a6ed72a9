#include "parsers/cable/references/reference_year.h"

#include <charconv>

namespace cabled {
namespace {

// The earliest year of a telegram that is referred to.
constexpr int kFirstYear = 1960;

}  // namespace

long digits_value(std::string_view digits) {
  long value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::optional<int> reference_year(std::string_view digits) {
  if (digits.size() < 2 || digits.size() > 4) return std::nullopt;
  if (digits.size() == 3 && !digits.starts_with("00")) return std::nullopt;
  long year = digits_value(digits);
  if (digits.size() < 4) year += year >= kFirstYear % 100 ? 1900 : 2000;
  if (year < kFirstYear || year > kLastReferenceYear) return std::nullopt;
  return static_cast<int>(year);
}

bool is_time_of_message(const std::vector<ReferenceToken>& tokens, std::size_t at,
                        std::size_t end) {
  return tokens[at].text.size() == 6 && at + 1 < end && tokens[at + 1].text == "Z";
}

std::size_t date_end(const std::vector<ReferenceToken>& tokens, std::size_t at, std::size_t end) {
  const auto has_part = [&](std::size_t place) {
    return place + 1 < end && tokens[place].is_mark('/') && tokens[place + 1].is_number();
  };
  if (!has_part(at + 1)) return at;
  if (has_part(at + 3) && reference_year(tokens[at + 4].text)) return at + 4;
  const std::string_view behind = tokens[at + 2].text;
  return behind.size() == 4 && reference_year(behind) ? at + 2 : at;
}

int year_without_one(const CableId& self, std::string_view station, long serial) {
  // A serial of 0 stands for one that is not known.
  const bool is_last_years =
      self.serial() > 0 && station == self.station() && serial > self.serial();
  return self.year() - (is_last_years ? 1 : 0);
}

}  // namespace cabled
