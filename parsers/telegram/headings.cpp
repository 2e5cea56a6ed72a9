#include "parsers/telegram/headings.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

constexpr auto kHeadings = std::to_array<std::string_view>({"SUMMARY",
                                                            "END SUMMARY",
                                                            "COMMENT",
                                                            "END COMMENT",
                                                            "BACKGROUND",
                                                            "INTRODUCTION",
                                                            "ACTION REQUEST",
                                                            "ACTION REQUESTED",
                                                            "NOTE",
                                                            "END NOTE",
                                                            "NEXT STEPS",
                                                            "CONCLUSION",
                                                            "CONCLUSIONS",
                                                            "SUMMARY AND COMMENT",
                                                            "COMMENT AND ACTION REQUEST",
                                                            "BIO NOTE",
                                                            "BIOGRAPHIC NOTE",
                                                            "BIO DATA",
                                                            "OVERVIEW",
                                                            "ANALYSIS",
                                                            "RECOMMENDATION",
                                                            "RECOMMENDATIONS",
                                                            "SCENESETTER",
                                                            "TABLE OF CONTENTS",
                                                            "DISCUSSION",
                                                            "REACTION",
                                                            "END TEXT",
                                                            "BEGIN TEXT",
                                                            "ATMOSPHERICS",
                                                            "PARTICIPANTS"});

constexpr std::size_t kLongestHeading =
    std::ranges::max_element(kHeadings, {}, &std::string_view::size)->size();

// By size: the first letters, one bit each, of the headings.
constexpr auto kHeadingInitials = [] {
  std::array<std::uint32_t, kLongestHeading + 1> initials{};
  for (const std::string_view heading : kHeadings) {
    initials[heading.size()] |= std::uint32_t{1} << static_cast<unsigned>(heading[0] - 'A');
  }
  return initials;
}();

}  // namespace

bool is_usual_heading(std::string_view line) noexcept {
  while (!line.empty() && (line.back() == ':' || line.back() == '.')) line.remove_suffix(1);
  if (line.empty() || line.size() > kLongestHeading || !ascii::is_alpha(line[0])) return false;
  const auto first = static_cast<unsigned>(ascii::to_upper(line[0]) - 'A');
  if ((kHeadingInitials[line.size()] >> first & 1U) == 0) return false;
  return std::ranges::any_of(
      kHeadings, [line](std::string_view heading) { return ascii::iequals(line, heading); });
}

}  // namespace cabled
