#include "daemon/store/segment_name.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <string>

#include "daemon/system/host_name.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

constexpr std::string_view kDayMark = ".day";

std::tm utc(std::chrono::system_clock::time_point time) {
  return fmt::gmtime(std::chrono::system_clock::to_time_t(time));
}

bool is_plain(char c) { return ascii::is_alnum(c) || c == '.' || c == '-' || c == '_'; }

std::string host_in_name() {
  std::string host = host_name();
  for (char& c : host) c = is_plain(c) ? c : '_';
  return host;
}

std::string stem_of(std::chrono::system_clock::time_point now, unsigned number) {
  return fmt::format("{}{:%Y%m%d%H%M%S}-{:04}-{}-{}", kSegmentPrefix, utc(now), number,
                     host_in_name(), getpid());
}

}  // namespace

std::string segment_name(std::chrono::system_clock::time_point now, unsigned number) {
  return stem_of(now, number).append(kSegmentSuffix);
}

std::string day_segment_name(std::chrono::system_clock::time_point now, unsigned number) {
  return stem_of(now, number).append(kDayMark).append(kSegmentSuffix);
}

bool is_segment_of_day(std::string_view name, std::chrono::system_clock::time_point now) {
  if (host_of_segment(name) != host_in_name()) return false;
  name.remove_suffix(kSegmentSuffix.size());
  return name.ends_with(kDayMark) &&
         name.starts_with(fmt::format("{}{:%Y%m%d}", kSegmentPrefix, utc(now)));
}

bool is_segment_name(std::string_view name) noexcept {
  return name.starts_with(kSegmentPrefix) && name.ends_with(kSegmentSuffix) &&
         std::ranges::all_of(name, is_plain);
}

std::string_view host_of_segment(std::string_view name) noexcept {
  static constexpr std::size_t kBeforeHost = kSegmentPrefix.size() + 14 + 1 + 4 + 1;
  if (!is_segment_name(name) || name.size() < kBeforeHost + kSegmentSuffix.size()) return {};
  name.remove_suffix(kSegmentSuffix.size());
  name.remove_prefix(kBeforeHost);
  const std::size_t dash = name.rfind('-');
  return dash == std::string_view::npos ? std::string_view() : name.substr(0, dash);
}

std::string warc_date(std::chrono::system_clock::time_point time) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", utc(time));
}

}  // namespace cabled
