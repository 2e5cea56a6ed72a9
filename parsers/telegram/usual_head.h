#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cabled {

/// "C O N F I D E N T I A L SECTION 1 OF 2 LISBON 4567": a level, then a name and a number.
bool is_serial_line(std::string_view line);

/// The captions of a line that holds nothing else, as published. Between the serial line and the
/// first label ONLY, LOU and NESCO are captions too, which elsewhere are words.
std::vector<std::string> head_captions(std::string_view line);

/// Whether there are any.
bool is_head_caption(std::string_view line);

/// Whether a line of the head begins with the label of a field, with one slip at most.
bool begins_label(std::string_view line);

struct UsualHead {
  std::string text;
  std::size_t body = 0;  ///< where the serial line and the captions below it end; 0 without one
};

/// A telegram of the 1970s whose head is written as usual: "SUBJCT:", "S UBJECT:" and "SUBJ." are
/// "SUBJECT:", "P 121530 Z JUN 7 3" is "P 121530Z JUN 73", and of two TAGS lines that without tags
/// is left out.
UsualHead with_usual_head(std::string_view text);

}  // namespace cabled
