#include "parsers/cable/body/typed_lines.h"

#include <algorithm>
#include <array>

#include "parsers/model/ascii.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

// The telegraph printed 69 columns, some posts 72 or 80; a longer line was not typed.
constexpr std::size_t kLongestTyped = 84;
constexpr std::size_t kShortestWidth = 40;
// Fewer full lines than this show no width.
constexpr std::size_t kFewestLines = 4;

std::string_view first_typed_word(std::string_view line) {
  line = ascii::trim(line);
  return line.substr(
      0, static_cast<std::size_t>(std::ranges::find_if(line, words::is_blank) - line.begin()));
}

bool ends_typed_sentence(std::string_view line) {
  line = ascii::trim(line);
  return line.empty() || std::string_view(".!?:\")").find(line.back()) != std::string_view::npos;
}

}  // namespace

bool is_running_text(std::string_view line) {
  if (line.empty() || ascii::is_space(line.front())) return false;
  const bool opens = ascii::is_alnum(line.front()) || line.front() == '"' || line.front() == '(' ||
                     static_cast<unsigned char>(line.front()) >= 0x80;
  return opens && !ascii::has_part(line, "   ");
}

std::size_t typed_length(std::string_view line) noexcept {
  line = ascii::trim(line);
  const auto is_high = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  if (!ascii::any_byte(line, is_high)) return line.size();
  return static_cast<std::size_t>(std::ranges::count_if(line, [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;  // bytes that begin a character
  }));
}

// The width is that of the longest lines, but for one, and one in fifty: a web address, a glued
// heading, a line that something was put into.
TypedLines::TypedLines(std::span<const std::string_view> lines) {
  std::array<std::size_t, kLongestTyped + 1> counts{};
  std::size_t typed = 0;
  std::size_t longer = 0;
  for (const std::string_view line : lines) {
    if (line.size() < kShortestWidth) continue;
    const std::size_t length = typed_length(line);
    if (length > kLongestTyped) {
      ++longer;
    } else if (length >= kShortestWidth) {
      ++counts[length];
      ++typed;
    }
  }
  if (typed < kFewestLines || longer * 4 > typed) return;
  std::size_t above = 0;
  for (std::size_t length = kLongestTyped; length > 0; --length) {
    above += counts[length];
    if (above >= 2 && above * 50 > typed) {
      width_ = length;
      return;
    }
  }
}

bool TypedLines::is_full(std::string_view above, std::string_view next) const {
  return typed_length(above) + 1 + typed_length(first_typed_word(next)) > width_;
}

bool TypedLines::are_one(std::string_view above, std::string_view below,
                         std::string_view next) const {
  // Most lines are so long that two of them have no room on one.
  const std::size_t length = typed_length(above) + 1 + typed_length(below);
  if (length > width_ || is_full(above, below)) return false;
  if (!is_running_text(above) || !is_running_text(below)) return false;
  if (next.empty()) return !ends_typed_sentence(above) && ascii::is_lower(below.front());
  return length + 1 + typed_length(first_typed_word(next)) > width_;
}

}  // namespace cabled
