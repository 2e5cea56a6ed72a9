#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace cabled {

/// Another name of a post, and the name that its telegrams are numbered under.
struct StationAlias {
  std::string_view alias;
  std::string_view station;
};

/// Every post that originated telegrams between 1966 and 2010, as its message numbers spell it:
/// upper case, no blanks. Sorted. Renamed posts stand under both names, because both numbered
/// telegrams.
std::span<const std::string_view> station_names();

/// Whether a station of that table is a consulate or branch office, which sent few telegrams.
bool is_small_post(std::string_view station);

/// Abbreviations, long forms and customary misspellings that no general rule leads back. Sorted.
std::span<const StationAlias> station_aliases();

/// The station that `name` (upper case, letters alone) stands for: a name or alias of the table,
/// with or without the words for the kind of post ("AMEMBASSY", "USMISSION", "CITY", "WASHDC").
std::optional<std::string_view> known_station(std::string_view name);

/// known_station(), else the one station that `name` is a cut or misspelt form of: the only name
/// that begins with it (five letters at least), the only one that it is with a letter lost (the
/// commonest damage), the only one a slip of the key away (two slips for names of eight letters and
/// more), or the only one that fits when a Q stands for up to three letters lost. A small post is
/// meant only when no other is as near. Absent when no station or more than one is that near.
std::optional<std::string_view> likely_station(std::string_view name);

/// `name` without the words for the kind of post: "AMEMBASSYHANOI" is "HANOI".
std::string_view without_post_kind(std::string_view name);

}  // namespace cabled
