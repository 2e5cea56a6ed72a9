#include "parsers/telegram/headings.h"

#include <algorithm>
#include <array>

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

}  // namespace

bool is_usual_heading(std::string_view line) noexcept {
  static constexpr std::size_t kLongest =
      std::ranges::max_element(kHeadings, {}, &std::string_view::size)->size();
  while (!line.empty() && (line.back() == ':' || line.back() == '.')) line.remove_suffix(1);
  return line.size() <= kLongest &&
         std::ranges::any_of(
             kHeadings, [line](std::string_view heading) { return ascii::iequals(line, heading); });
}

}  // namespace cabled
