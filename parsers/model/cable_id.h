#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "parsers/model/error.h"

namespace cabled {

/// What a post numbers for itself: its telegrams, and the airgrams that it sent by pouch.
enum class CableSeries { kTelegram, kAirgram };

/// A cable's reference (message reference number, MRN), such as "09BERLIN1167": year, station,
/// serial. An airgram's is "73BANGKOK-A50", which no telegram's can be.
///
/// Held in canonical form: two-digit year, upper-case station without blanks, serial without
/// leading zeros. Two ids name the same cable exactly when they compare equal. There is no empty
/// CableId. Which stations exist, and which names are aliases, is the business of
/// parsers/cable/stations.h.
class CableId {
 public:
  /// Reads a well-formed id in any case, with leading zeros and blanks: "09 berlin 01167",
  /// "73 bangkok-a50".
  static Result<CableId> parse(std::string_view text);

  /// Builds an id from its parts; `year` has two or four digits. Fails like parse().
  static Result<CableId> make(int year, std::string_view station, long serial,
                              CableSeries series = CableSeries::kTelegram);

  const std::string& text() const noexcept { return text_; }
  int year() const noexcept { return year_; }  ///< four digits
  const std::string& station() const noexcept { return station_; }
  long serial() const noexcept { return serial_; }
  CableSeries series() const noexcept { return series_; }

  auto operator<=>(const CableId&) const = default;

 private:
  CableId(std::string text, int year, std::string station, long serial, CableSeries series)
      : text_(std::move(text)),
        year_(year),
        station_(std::move(station)),
        serial_(serial),
        series_(series) {}

  std::string text_;
  int year_;
  std::string station_;
  long serial_;
  CableSeries series_;
};

}  // namespace cabled
