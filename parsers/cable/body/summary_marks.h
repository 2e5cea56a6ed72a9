#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace cabled {

/// Where text begins after a heading such as "SUMMARY:", "Summary and Comment." or
/// "(SBU) Summary/Introduction --" at the start of `text`; nothing when it has none.
std::optional<std::size_t> summary_heading_end(std::string_view text);

/// The place of "End Summary.", "END SUMMARY AND COMMENT." and the like.
struct EndMark {
  std::size_t begin;
  std::size_t end;
};

/// Finds the first end mark of a summary in `text`.
std::optional<EndMark> find_end_of_summary(std::string_view text);

/// Whether a heading is nothing but the word SUMMARY and what may be joined to it.
bool is_summary_heading(std::string_view heading);

}  // namespace cabled
