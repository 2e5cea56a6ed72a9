#include "parsers/cable/station/stations.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

#include "parsers/telegram/slips.h"

namespace cabled {
namespace {

// Longest first where one begins with another.
constexpr auto kKindsOfPost = std::to_array<std::string_view>(
    {"AMEMBASSY", "AMCONSULATE", "AMCONGEN", "AMCONSUL", "USMISSION", "EMBASSY", "CONSULATE",
     "AMEMB", "AMCON", "USINT", "USLO"});
constexpr auto kPlaceSuffixes =
    std::to_array<std::string_view>({"WASHINGTONDC", "WASHDC", "WASHINGTON", "CITY"});

// Longer input is no station.
constexpr std::size_t kLongestStation = 32;
constexpr std::size_t kShortestCut = 5;
constexpr std::size_t kShortestForOneSlip = 4;
constexpr std::size_t kShortestForTwoSlips = 8;

std::optional<std::string_view> in_table(std::string_view name) {
  if (std::ranges::binary_search(station_names(), name)) {
    return *std::ranges::lower_bound(station_names(), name);
  }
  const auto aliases = station_aliases();
  const auto found = std::ranges::lower_bound(aliases, name, {}, &StationAlias::alias);
  if (found != aliases.end() && found->alias == name) return found->station;
  return std::nullopt;
}

std::uint32_t letter_set_of(std::string_view name) {
  std::uint32_t letters = 0;
  for (const char c : name) letters |= 1U << (static_cast<unsigned>(c - 'A') & 31U);
  return letters;
}

// Collects the stations that are near; useful only while there is one. Embassies send nine in ten
// telegrams, so a small post counts only when there is no other.
class OnlyOne {
 public:
  void add(std::string_view station) {
    Found& found = is_small_post(station) ? small_ : large_;
    found.many = found.many || (found.station && *found.station != station);
    found.station = station;
  }
  std::optional<std::string_view> get() const {
    const Found& found = large_.station ? large_ : small_;
    return found.many ? std::nullopt : found.station;
  }

 private:
  struct Found {
    std::optional<std::string_view> station;
    bool many = false;
  };
  Found large_;
  Found small_;
};

std::optional<std::string_view> begun_with(std::string_view cut) {
  OnlyOne only;
  const auto names = station_names();
  for (auto name = std::ranges::lower_bound(names, cut);
       name != names.end() && name->starts_with(cut); ++name) {
    only.add(*name);
  }
  return only.get();
}

// The only station, under any of its names, that `matches`.
template <typename Matches>
std::optional<std::string_view> only_match(Matches matches) {
  OnlyOne only;
  for (const std::string_view station : station_names()) {
    if (station.size() >= kShortestForOneSlip && matches(station)) only.add(station);
  }
  for (const StationAlias& alias : station_aliases()) {
    // Short aliases are near to everything.
    if (alias.alias.size() > kShortestForOneSlip && matches(alias.alias)) only.add(alias.station);
  }
  return only.get();
}

std::optional<std::string_view> nearest(std::string_view name, int slips) {
  const std::uint32_t letters = letter_set_of(name);
  return only_match([&](std::string_view other) {
    // Each slip adds and removes one letter at most, so this cheap test spares nearly all of the
    // work.
    return std::popcount(letters ^ letter_set_of(other)) <= 2 * slips &&
           within_slips(name, other, slips);
  });
}

// The station that `name` is when one letter of it was lost; names alone, not their aliases.
std::optional<std::string_view> with_a_letter_more(std::string_view name) {
  OnlyOne only;
  for (const std::string_view station : station_names()) {
    if (station.size() == name.size() + 1 && within_slips(name, station, 1)) only.add(station);
  }
  return only.get();
}

// Damaged transmissions have a Q where one to three letters were: "BUENOSQRES", "SECTIOQ1".
std::optional<std::string_view> with_q_undone(std::string_view name) {
  constexpr std::size_t kMostLost = 3;
  const std::size_t q = name.find('Q');
  if (q == std::string_view::npos || name.size() < kShortestForOneSlip) return std::nullopt;
  const std::string_view head = name.substr(0, q);
  const std::string_view tail = name.substr(q + 1);
  return only_match([&](std::string_view other) {
    return other.size() >= name.size() && other.size() <= name.size() - 1 + kMostLost &&
           other.starts_with(head) && other.ends_with(tail);
  });
}

}  // namespace

std::string_view without_post_kind(std::string_view name) {
  for (const std::string_view kind : kKindsOfPost) {
    if (name.size() > kind.size() + 1 && name.starts_with(kind)) {
      return name.substr(kind.size());
    }
  }
  return name;
}

std::optional<std::string_view> known_station(std::string_view name) {
  if (name.empty() || name.size() > 2 * kLongestStation) return std::nullopt;
  if (const auto station = in_table(name)) return station;
  const std::string_view place = without_post_kind(name);
  if (const auto station = in_table(place)) return station;
  for (const std::string_view suffix : kPlaceSuffixes) {
    if (place.size() <= suffix.size() || !place.ends_with(suffix)) continue;
    return in_table(place.substr(0, place.size() - suffix.size()));
  }
  return std::nullopt;
}

std::optional<std::string_view> likely_station(std::string_view name) {
  if (const auto station = known_station(name)) return station;
  const std::string_view place = without_post_kind(name);
  if (place.size() > kLongestStation) return std::nullopt;
  if (place.size() >= kShortestCut) {
    if (const auto station = begun_with(place)) return station;
  }
  if (place.size() >= kShortestForOneSlip) {
    if (const auto station = with_a_letter_more(place)) return station;
    if (const auto station = nearest(place, 1)) return station;
  }
  if (place.size() >= kShortestForTwoSlips) {
    if (const auto station = nearest(place, 2)) return station;
  }
  return with_q_undone(place);
}

}  // namespace cabled
