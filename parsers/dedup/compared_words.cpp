#include "parsers/dedup/compared_words.h"

#include <algorithm>

#include "parsers/dedup/text_words.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

/// What two words have in common that count as the same.
std::string word_key(std::string_view word) {
  std::string key;
  std::size_t run = 0;
  for (const char c : word) {
    const char lower = ascii::to_lower(c);
    run = lower == 'x' ? run + 1 : 0;
    if (run <= 4) key += lower;
  }
  return key;
}

std::vector<std::string> keys_of(ComparedWords words) {
  std::vector<std::string> keys;
  keys.reserve(words.size());
  for (const ComparedWord& word : words) keys.push_back(word_key(word.text));
  return keys;
}

std::string joined(ComparedWords words) {
  std::string out;
  for (const ComparedWord& word : words) {
    if (!out.empty()) out += ' ';
    out += word.text;
  }
  return out;
}

}  // namespace

std::vector<ComparedWord> compared_words(std::string_view text) {
  const std::vector<std::string_view> lines = text_lines(text);
  std::vector<ComparedWord> out;
  std::size_t line = 0;
  for (const TextWord& word : text_words(lines)) {
    const std::size_t breaks = out.empty() ? 1 : std::min<std::size_t>(word.line - line, 2);
    out.push_back({word.text, breaks, word.line});
    line = word.line;
  }
  return out;
}

std::vector<SequenceEdit> diff_words(ComparedWords old, ComparedWords now) {
  const std::vector<std::string> old_keys = keys_of(old);
  const std::vector<std::string> new_keys = keys_of(now);
  const std::vector<std::string_view> old_views(old_keys.begin(), old_keys.end());
  const std::vector<std::string_view> new_views(new_keys.begin(), new_keys.end());
  return sequence_diff(old_views, new_views);
}

TextChangeKind kind_of_edit(const SequenceEdit& edit, ComparedWords old, ComparedWords now) {
  const bool is_last = edit.old_end == old.size() && edit.new_end == now.size();
  return change_kind(joined(old.subspan(edit.old_begin, edit.old_end - edit.old_begin)),
                     joined(now.subspan(edit.new_begin, edit.new_end - edit.new_begin)),
                     is_last ? PassagePlace::kAtEnd : PassagePlace::kWithin);
}

std::string_view break_before(const ComparedWord& word) {
  constexpr std::string_view kBreaks = "\n\n";
  return word.breaks == 0 ? std::string_view(" ") : kBreaks.substr(0, word.breaks);
}

}  // namespace cabled
