#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "parsers/telegram/strictness.h"

// The head or foot of a page comes in two forms: the marker "TOKYO 00000153  001.2 OF 006" of the
// telegrams since the 1980s, and the line "PAGE 02 HARARE 05461 01 OF 02 271458Z" of older ones.

namespace cabled {

/// What a marker or a line says of its telegram.
struct PageMark {
  std::string station;  ///< without blanks; PAGE lines cut it to six letters
  long serial = 0;
};

struct OldPageLine {
  PageMark mark;
  std::size_t size;  ///< bytes that it takes
};

/// Reads the PAGE line that `text` begins with, in any case of letters. Strict, where it is to be
/// taken out of a text: whole, with the time at its end. Tolerant: section and time may be lacking.
std::optional<OldPageLine> read_page_line(std::string_view text, Strictness strictness);

/// Bytes of "00000153  001.2 OF 006" at the front of `text`, else 0. Strict: eight digits;
/// tolerant: one may be lost.
std::size_t marker_size(std::string_view text, Strictness strictness) noexcept;

/// The same of a marker that is whole but for line breaks between its parts, blanks that are gone,
/// and O for 0: "OO000063  002" / "OF 003".
std::size_t damaged_marker_size(std::string_view text) noexcept;

/// Whether a line begins with a station and its marker.
bool is_page_marker_line(std::string_view line) noexcept;

/// The first of either form in `text` (upper case).
std::optional<PageMark> find_page_mark(std::string_view text);

}  // namespace cabled
