#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace cabled {

/// HTTP's three forms (RFC 9110 section 5.6.7): "Sun, 06 Nov 1994 08:49:37 GMT",
/// "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994". The day of the week is not
/// checked. `now` tells the century of a two-digit year: never more than 50 years ahead.
std::optional<std::chrono::sys_seconds> read_http_date(std::string_view text,
                                                       std::chrono::sys_seconds now);

/// The W3C's profile of ISO 8601, as of sitemaps and Atom: "2005", "2005-01", "2005-01-31",
/// "2005-01-31T15:04Z", "2005-01-31T15:04:05.678+01:00". What is left out is its start.
std::optional<std::chrono::sys_seconds> read_w3c_date(std::string_view text);

/// RFC 5322's form, as of RSS: "Thu, 05 Jan 2017 13:34:51 +0100"; the day's name and the seconds
/// may be missing, the zone may be a name of RFC 822.
std::optional<std::chrono::sys_seconds> read_mail_date(std::string_view text);

/// "2005-01-31T15:04:05Z"; of any year from 1 to 9999, which fmt (9.1) cannot.
std::string write_w3c_date(std::chrono::sys_seconds time);

}  // namespace cabled
