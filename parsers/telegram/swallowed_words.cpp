#include "parsers/telegram/swallowed_words.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>

#include "parsers/telegram/captions.h"
#include "parsers/telegram/classifications.h"
#include "parsers/telegram/slips.h"

namespace cabled {
namespace {

// What is swallowed besides levels and captions.
constexpr auto kOtherWords =
    std::to_array<std::string_view>({"SECTION", "CORRECTED", "NIACT", "PERSONALFOR", "AMEMBASSY",
                                     "AMCONSUL", "EMBASSY", "CONSULATE", "USMISSION", "OF"});

// Calls `take` with each word that can be swallowed.
template <typename Take>
constexpr void each_swallowed_word(Take take) {
  for (const auto word : kOtherWords) take(word);
  for (const LevelSpelling& level : kLevelSpellings) {
    if (level.stands_alone) take(level.letters);
  }
  for (const Caption& caption : kCaptions) {
    if (!caption.may_be_swallowed) continue;
    take(caption.word);
    for (const auto spelling : caption.spellings) {
      if (!spelling.empty()) take(spelling);
    }
  }
}

constexpr std::size_t kSwallowedWordCount = [] {
  std::size_t count = 0;
  each_swallowed_word([&](std::string_view) { ++count; });
  return count;
}();

// The longest first, so that none is taken for a shorter one that it begins with.
constexpr auto kSwallowedWords = [] {
  std::array<std::string_view, kSwallowedWordCount> all{};
  std::size_t next = 0;
  each_swallowed_word([&](std::string_view word) { all[next++] = word; });
  std::ranges::sort(all, std::ranges::greater{}, &std::string_view::size);
  return all;
}();

// Nothing that long was ever swallowed; the bound keeps the search below cheap.
constexpr std::size_t kLongestSwallowed = 48;
constexpr std::size_t kShortestTail = 3;
constexpr std::size_t kShortestDamaged = 4;

// A word, its tail (the head was cut off with the line), or the word with a letter or two amiss.
bool is_word(std::string_view text) {
  return std::ranges::any_of(kSwallowedWords, [&](std::string_view word) {
    if (text == word) return true;
    if (text.size() >= kShortestTail && word.ends_with(text)) return true;
    if (text.size() < kShortestDamaged || word.size() < kShortestDamaged) return false;
    return within_slips(text, word, word.size() >= 7 ? 2 : 1);
  });
}

}  // namespace

bool is_swallowed(std::string_view text) {
  if (text.empty() || text.size() > kLongestSwallowed) return false;
  std::array<bool, kLongestSwallowed + 1> reached{true};
  for (std::size_t begin = 0; begin < text.size(); ++begin) {
    if (!reached[begin]) continue;
    for (std::size_t end = begin + 1; end <= text.size(); ++end) {
      if (!reached[end]) reached[end] = is_word(text.substr(begin, end - begin));
    }
  }
  return reached[text.size()];
}

std::string_view without_swallowed(std::string_view name) {
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view word : kSwallowedWords) {
      if (word.size() < kShortestDamaged || name.size() <= word.size()) continue;
      if (!name.starts_with(word)) continue;
      name.remove_prefix(word.size());
      again = true;
    }
  }
  return name;
}

bool announces_serial(std::string_view word) {
  if (word.size() == 3 && word[0] == 'Z') return true;
  return within_slips(word, "SUSPECTEDDUPLICATE", 2) || word == "DUPLICATE" ||
         word == "CORRECTEDCOPY";
}

}  // namespace cabled
