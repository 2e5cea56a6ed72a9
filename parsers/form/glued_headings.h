#pragma once

#include <cstddef>
#include <string_view>

namespace cabled {

/// Where a heading begins that a text on one line ends with: "… said so. Harbor Traffic" before the
/// number of a paragraph or a rule. It stands behind the end of a sentence or a rule and has large
/// first letters, or capitals alone. npos for none.
std::size_t heading_at_end(std::string_view text);

/// The same of the heading of a summary, which needs nothing to stand behind: "Introduction and
/// Summary" between the subject and a rule.
std::size_t summary_heading_at_end(std::string_view text);

/// Whether a body without numbers begins with its summary: "SUMMARY: …", "(U) Summary - …", whose
/// end is marked.
bool begins_marked_summary(std::string_view text);

}  // namespace cabled
