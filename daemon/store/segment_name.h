#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace cabled {

inline constexpr std::string_view kSegmentPrefix = "cabled-";
inline constexpr std::string_view kSegmentSuffix = ".warc.gz";

/// "cabled-YYYYMMDDhhmmss-NNNN-HOST-PID.warc.gz" for this process.
std::string segment_name(std::chrono::system_clock::time_point now, unsigned number);

/// The same of a segment that commands of one day go on with: it ends in ".day.warc.gz".
std::string day_segment_name(std::chrono::system_clock::time_point now, unsigned number);

/// Whether `name` is such a segment of the day of `now` (UTC), made on this machine.
bool is_segment_of_day(std::string_view name, std::chrono::system_clock::time_point now);

/// Whether `name` is a segment's: a plain file name, so that one read from a database can never
/// lead out of the archive's folder.
bool is_segment_name(std::string_view name) noexcept;

/// The HOST in a segment's name; "" when it has none.
std::string_view host_of_segment(std::string_view name) noexcept;

/// "2010-11-28T18:00:00Z", the form of WARC-Date.
std::string warc_date(std::chrono::system_clock::time_point time);

}  // namespace cabled
