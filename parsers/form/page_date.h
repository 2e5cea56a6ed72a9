#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cabled {

/// A day, and where the page has it the time of day, in UTC as far as the page tells.
struct PageDate {
  int year = 0;
  int month = 0;
  int day = 0;
  std::optional<int> hour;
  int minute = 0;

  /// RFC 3339; absent without a time of day.
  std::optional<std::string> time() const;
};

/// Reads a text that is a date and nothing else: "2009-11-19 10:00", "2009-11-19T10:00:00Z",
/// "Thursday, 19 November 2009, 10:00", "Nov 19, 2009 10:00 AM", "2009 November 19, 10:00
/// (Thursday)", "11/19/2009 10:00". With slashes alone the month stands first, as in the dump that
/// went round in 2011. Absent when a word of it belongs to no date, or there is no such day.
std::optional<PageDate> read_page_date(std::string_view text);

}  // namespace cabled
