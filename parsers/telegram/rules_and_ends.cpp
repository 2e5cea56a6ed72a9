#include "parsers/telegram/rules_and_ends.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

enum class Taken {
  kAlways,      ///< in any case of letters
  kInCapitals,  ///< by a strict reader in capitals alone
  kTolerantly,  ///< by a tolerant reader alone
};

struct NoteBelow {
  std::string_view words;  ///< its line begins so
  Taken taken;
};

constexpr auto kNotesBelow = std::to_array<NoteBelow>({
    {"UNQUOTE", Taken::kAlways},
    {"DECLASSIFIED/RELEASED", Taken::kAlways},
    {"NOTE:", Taken::kInCapitals},
    {"NOTE BY", Taken::kInCapitals},
    {"NOTE ", Taken::kTolerantly},
    {"NNNN", Taken::kTolerantly},
    {"DECLASSIFIED", Taken::kTolerantly},
    {"RELEASED IN ", Taken::kTolerantly},
    {"REVIEW ", Taken::kTolerantly},
    {"VISIT ", Taken::kTolerantly},
    {"HTTP", Taken::kTolerantly},
    {"WWW.", Taken::kTolerantly},
    {"VZCZC", Taken::kTolerantly},
    {"MRN", Taken::kTolerantly},
    {"SUBJECT TO", Taken::kTolerantly},
    {"SECTION ", Taken::kTolerantly},
    {"PAGE ", Taken::kTolerantly},
    {"EMBASSY", Taken::kTolerantly},
});

bool begins_with_note(std::string_view line, Strictness strictness) {
  if (strictness == Strictness::kTolerant) {
    while (!line.empty() && !ascii::is_alnum(line.front())) line.remove_prefix(1);
  }
  return std::ranges::any_of(kNotesBelow, [&](const NoteBelow& note) {
    if (strictness == Strictness::kStrict && note.taken != Taken::kAlways) {
      return note.taken == Taken::kInCapitals && line.starts_with(note.words);
    }
    return ascii::istarts_with(line, note.words);
  });
}

// "#0604": the serial of the DE line, once more below BT.
bool is_repeated_number(std::string_view line) {
  return line.size() == 5 && line.front() == '#' &&
         std::ranges::all_of(line.substr(1), ascii::is_digit);
}

// U+2010 to U+2015, and U+2500, U+2501 of boxes.
bool is_dash(std::string_view rest) noexcept {
  if (rest.size() < 3) return false;
  const bool dash = rest[1] == '\x80' && rest[2] >= '\x90' && rest[2] <= '\x95';
  const bool box = rest[1] == '\x94' && (rest[2] == '\x80' || rest[2] == '\x81');
  return dash || box;
}

}  // namespace

bool is_rule_line(std::string_view line) noexcept {
  static constexpr ascii::ByteSet kMarks("-=_*~");
  std::size_t marks = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (kMarks.contains(c)) {
      ++marks;
    } else if (c == '\xE2' && is_dash(line.substr(at))) {
      ++marks;
      at += 2;
    } else if (!ascii::is_space(c)) {
      return false;
    }
  }
  return marks >= 3;
}

bool is_end_mark(std::string_view line) noexcept {
  return line == "NNNN" || line.find("CABLE ENDS") != std::string_view::npos;
}

bool is_below_signature(std::string_view line, Strictness strictness) {
  line = ascii::trim(line);
  if (line == "BT" || line == "##" || is_end_mark(line) || is_repeated_number(line)) return true;
  return begins_with_note(line, strictness) ||
         (strictness == Strictness::kTolerant && ascii::icontains(line, "cable ends"));
}

}  // namespace cabled
