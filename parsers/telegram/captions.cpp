#include "parsers/telegram/captions.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>

#include "parsers/model/ascii.h"
#include "parsers/telegram/classifications.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

struct CaptionSpelling {
  std::string_view letters;
  std::string_view published;
};

// Calls `take` with each spelling of each caption.
template <typename Take>
constexpr void each_caption_spelling(Take take) {
  for (const Caption& caption : kCaptions) {
    take(caption.word, caption.published);
    for (const std::string_view spelling : caption.spellings) {
      if (!spelling.empty()) take(spelling, caption.published);
    }
  }
}

constexpr std::size_t kCaptionSpellingCount = [] {
  std::size_t count = 0;
  each_caption_spelling([&](auto...) { ++count; });
  return count;
}();

// The longest first: "ROGER CHANNEL" is not ROGER.
constexpr auto kCaptionSpellings = [] {
  std::array<CaptionSpelling, kCaptionSpellingCount> all{};
  std::size_t next = 0;
  each_caption_spelling([&](std::string_view letters, std::string_view published) {
    all[next++] = {letters, published};
  });
  std::ranges::sort(all, std::ranges::greater{},
                    [](const CaptionSpelling& caption) { return caption.letters.size(); });
  return all;
}();

constexpr auto kCaptionInitials = [] {
  std::array<bool, 256> initials{};
  for (const auto& caption : kCaptionSpellings) {
    initials[static_cast<unsigned char>(caption.letters[0])] = true;
  }
  return initials;
}();

// A caption line is short; a line longer than this is prose, whatever it begins with.
constexpr std::size_t kLongestCaptionLine = 120;

// The first three letters of a caption or a level; none is shorter.
constexpr std::size_t kHeadLetters = 3;
constexpr std::size_t kAlphabet = 26;

// By the first and second letter: the third letters, one bit each, of the captions and levels.
constexpr auto kThirdLetters = [] {
  std::array<std::array<std::uint32_t, kAlphabet>, kAlphabet> thirds{};
  const auto number = [](char letter) { return static_cast<std::size_t>(letter - 'A'); };
  const auto add = [&](std::string_view letters) {
    thirds[number(letters[0])][number(letters[1])] |= std::uint32_t{1} << number(letters[2]);
  };
  for (const auto& caption : kCaptionSpellings) add(caption.letters);
  for (const auto& level : kLevelSpellings) add(level.letters);
  return thirds;
}();

// Whether the first letters of `line` are those of a caption or a level: only then is it worth
// packing, and of prose next to none is.
bool may_be_caption(std::string_view line) {
  std::array<std::size_t, kHeadLetters> letters{};
  std::size_t count = 0;
  for (const char c : line) {
    if (!ascii::is_alnum(c)) continue;
    if (ascii::is_digit(c)) return false;
    letters[count] = static_cast<std::size_t>(ascii::to_upper(c) - 'A');
    if (count == 1 && kThirdLetters[letters[0]][letters[1]] == 0) return false;
    if (++count == kHeadLetters) {
      return (kThirdLetters[letters[0]][letters[1]] >> letters[2] & 1U) != 0;
    }
  }
  return false;
}

std::string letters_and_digits(std::string_view line) {
  std::string out;
  for (const char c : line) {
    if (ascii::is_alnum(c)) out += ascii::to_upper(c);
  }
  return out;
}

bool begins_with_level(std::string_view packed) {
  return std::ranges::any_of(kLevelSpellings, [&](const LevelSpelling& level) {
    return level.stands_alone && packed.starts_with(level.letters);
  });
}

// The longest caption or level at the front of `packed`; that of a level is published elsewhere.
CaptionSpelling caption_at_front(std::string_view packed) {
  const auto fits = [&](const auto& row) { return packed.starts_with(row.letters); };
  const auto caption = std::ranges::find_if(kCaptionSpellings, fits);
  if (caption != kCaptionSpellings.end()) return *caption;
  for (const LevelSpelling& level : kLevelSpellings) {
    if (level.stands_alone && fits(level)) return {level.letters, {}};
  }
  return {};
}

bool is_plainly_set(std::string_view line) {
  return std::ranges::all_of(line, [](char c) {
    return ascii::is_upper(c) || ascii::is_space(c) ||
           std::string_view("/,;-.").find(c) != std::string_view::npos;
  });
}

bool may_begin_caption_line(std::string_view line) {
  if (line.empty() || line.size() > kLongestCaptionLine) return false;
  const char first = line.front();
  return (ascii::is_alpha(first) || first == '(' || first == '*') && may_be_caption(line);
}

}  // namespace

std::string_view after_caption_marks(std::string_view text) noexcept {
  while (!text.empty() && (ascii::is_space(text.front()) || text.front() == '/' ||
                           text.front() == ',' || text.front() == ';' || text.front() == '-')) {
    text.remove_prefix(1);
  }
  return text;
}

std::optional<FoundCaption> read_caption(std::string_view text) {
  text = after_caption_marks(text);
  // Few lines begin with one: their first letters sort out the rest at once.
  if (text.empty() || !kCaptionInitials[static_cast<unsigned char>(text.front())]) {
    return std::nullopt;
  }
  for (const CaptionSpelling& caption : kCaptionSpellings) {
    if (caption.published.empty() || caption.letters.front() != text.front()) continue;
    if (const auto rest = words::after_spaced(text, caption.letters)) {
      return FoundCaption{caption.published, *rest};
    }
  }
  return std::nullopt;
}

std::optional<CaptionLine> read_caption_line(std::string_view line, Strictness strictness) {
  line = ascii::trim(line);
  if (!may_begin_caption_line(line)) return std::nullopt;
  if (strictness == Strictness::kStrict && !is_plainly_set(line)) return std::nullopt;
  const std::string packed = letters_and_digits(line);
  CaptionLine found;
  for (std::string_view rest = packed; !rest.empty();) {
    const CaptionSpelling caption = caption_at_front(rest);
    if (caption.letters.empty()) return std::nullopt;
    found.has_sipdis = found.has_sipdis || rest.starts_with("SIPDIS");
    if (!caption.published.empty()) found.captions.push_back(caption.published);
    rest.remove_prefix(caption.letters.size());
  }
  return found;
}

bool is_caption_line(std::string_view line) {
  return read_caption_line(line, Strictness::kTolerant).has_value() || is_section_line(line);
}

bool is_section_line(std::string_view line) {
  line = ascii::trim(line);
  if (line.empty() || line.size() > kLongestCaptionLine || !may_be_caption(line)) return false;
  const std::string packed = letters_and_digits(line);
  if (!begins_with_level(packed)) return false;
  const std::size_t section = packed.find("SECTION");
  return section != std::string::npos && section + 8 < packed.size() &&
         ascii::is_digit(packed[section + 7]);
}

}  // namespace cabled
