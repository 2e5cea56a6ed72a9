#include "parsers/model/cable_id.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <utility>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

// The longest serial seen is six digits (STATE); nine leave room and cannot overflow a long.
constexpr std::size_t kMaxSerialDigits = 9;
constexpr long kMaxSerial = 999'999'999;

constexpr std::string_view kAirgramMark = "-A";

// The corpus spans 1966 to 2010, so two digits are enough to tell the century.
constexpr int kFirstYear = 1966;

int full_year(int year) {
  if (year < 0 || year >= 100) return year;
  return year >= kFirstYear % 100 ? 1900 + year : 2000 + year;
}

}  // namespace

Result<CableId> CableId::parse(std::string_view text) {
  std::string id = ascii::upper(text);
  std::erase_if(id, ascii::is_space);

  const auto station = std::find_if_not(id.begin(), id.end(), ascii::is_digit);
  const auto name_end = std::find_if_not(station, id.end(), ascii::is_upper);
  const bool airgram = std::string_view(name_end, id.end()).starts_with(kAirgramMark);
  const auto serial = name_end + static_cast<std::ptrdiff_t>(airgram ? kAirgramMark.size() : 0);
  const auto serial_digits = static_cast<std::size_t>(id.end() - serial);
  const bool well_formed = station - id.begin() == 2 && name_end != station && serial_digits >= 1 &&
                           serial_digits <= kMaxSerialDigits &&
                           std::all_of(serial, id.end(), ascii::is_digit);
  if (!well_formed) {
    return fail(ErrorKind::kInvalid, "cable id '{}' is not YEAR STATION SERIAL", text);
  }
  long number = 0;
  std::from_chars(&*serial, id.data() + id.size(), number);
  return make((id[0] - '0') * 10 + (id[1] - '0'), std::string(station, name_end), number,
              airgram ? CableSeries::kAirgram : CableSeries::kTelegram);
}

Result<CableId> CableId::make(int year, std::string_view station, long serial, CableSeries series) {
  std::string name = ascii::upper(station);
  std::erase_if(name, ascii::is_space);
  const int full = full_year(year);
  const bool well_formed = full >= kFirstYear && full < kFirstYear + 100 && !name.empty() &&
                           std::ranges::all_of(name, ascii::is_upper) && serial >= 0 &&
                           serial <= kMaxSerial;
  if (!well_formed) {
    return fail(ErrorKind::kInvalid, "cable id '{} {} {}' is not YEAR STATION SERIAL", year,
                station, serial);
  }
  const std::string_view mark = series == CableSeries::kAirgram ? kAirgramMark : "";
  std::string text = fmt::format("{:02}{}{}{}", full % 100, name, mark, serial);
  return CableId(std::move(text), full, std::move(name), serial, series);
}

}  // namespace cabled
