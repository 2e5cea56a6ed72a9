#include "parsers/telegram/classifications.h"

#include "parsers/model/ascii.h"
#include "parsers/telegram/scanner.h"
#include "parsers/telegram/slips.h"

namespace cabled {
namespace {

constexpr ascii::ByteSet kLevelInitials("UuCcTtSsL");
// A slip in a shorter word makes another word of it.
constexpr std::size_t kShortestDamagedLevel = 6;

bool runs_on(std::string_view rest) noexcept { return !rest.empty() && ascii::is_alnum(rest[0]); }

// What follows `letters`, each with a blank behind it; absent when they do not stand so.
std::optional<std::string_view> after_letters_apart(std::string_view line,
                                                    std::string_view letters) noexcept {
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const std::size_t at = i == 0 ? 0 : skip_space(line, 0);
    if ((i > 0 && at == 0) || at >= line.size() || ascii::to_upper(line[at]) != letters[i]) {
      return std::nullopt;
    }
    line.remove_prefix(at + 1);
  }
  return line;
}

std::optional<FoundLevel> read_strictly(std::string_view line) noexcept {
  // Each word is in capitals or letter by letter: "Secret" begins sentences.
  if (line.size() < 2 || ascii::is_lower(line[1])) return std::nullopt;
  for (const LevelSpelling& level : kLevelSpellings) {
    if (!level.stands_alone || ascii::to_upper(line[0]) != level.letters[0]) continue;
    std::optional<std::string_view> rest;
    if (line[1] == ' ') rest = after_letters_apart(line, level.letters);
    if (!rest && line.starts_with(level.written)) rest = line.substr(level.written.size());
    if (rest && !runs_on(*rest)) return FoundLevel{level.published, *rest};
  }
  return std::nullopt;
}

std::optional<FoundLevel> read_tolerantly(std::string_view line) {
  for (const LevelSpelling& level : kLevelSpellings) {
    if (const auto rest = words::after_spaced(line, level.letters)) {
      return FoundLevel{level.published, *rest};
    }
  }
  const std::string_view word = words::first(line);
  for (const LevelSpelling& level : kLevelSpellings) {
    if (level.letters.size() < kShortestDamagedLevel) continue;
    if (!word.starts_with(level.letters.substr(0, 2))) continue;
    if (!within_slips(word, level.letters, 1)) continue;
    return FoundLevel{level.published, words::after_first(line)};
  }
  return std::nullopt;
}

}  // namespace

std::optional<FoundLevel> read_glued_level(std::string_view line) {
  if (line.empty() || !kLevelInitials.contains(line.front())) return std::nullopt;
  for (const LevelSpelling& level : kLevelSpellings) {
    if (level.letters.size() < kShortestDamagedLevel) continue;
    std::size_t at = 0;
    for (const char letter : level.letters) {
      while (at < line.size() && words::is_blank(line[at])) ++at;
      if (at == line.size() || line[at] != letter) {
        at = std::string_view::npos;
        break;
      }
      ++at;
    }
    if (at != std::string_view::npos) return FoundLevel{level.published, line.substr(at)};
  }
  return std::nullopt;
}

std::optional<FoundLevel> read_damaged_level(std::string_view line) {
  // Letters that stand apart, "SS E C R E T" included.
  std::string joined;
  std::string_view rest = line;
  for (std::string_view word = words::first(rest); !word.empty() && word.size() <= 2;
       word = words::first(rest)) {
    joined += word;
    rest = words::after_first(rest);
  }
  if (joined.size() < kShortestDamagedLevel - 1) {
    joined = words::first(line);
    rest = words::after_first(line);
  }
  for (const LevelSpelling& level : kLevelSpellings) {
    if (level.letters.size() < kShortestDamagedLevel) continue;
    const std::size_t fewest = level.letters.size() - 1;
    if (joined.size() < fewest || joined.size() > fewest + 2) continue;
    if (within_slips(joined, level.letters, 1)) return FoundLevel{level.published, rest};
  }
  return std::nullopt;
}

std::optional<FoundLevel> read_level(std::string_view line, Strictness strictness) {
  if (line.empty() || !kLevelInitials.contains(line.front())) return std::nullopt;
  return strictness == Strictness::kStrict ? read_strictly(line) : read_tolerantly(line);
}

}  // namespace cabled
