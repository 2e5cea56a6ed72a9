#include "parsers/dedup/known_text.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "parsers/dedup/compared_words.h"
#include "parsers/dedup/text_words.h"

namespace cabled {
namespace {

bool is_mark(const ComparedWord& word) { return marks_withheld(word.text); }

// Marks beside one another are one passage.
std::size_t withheld_passages(ComparedWords words) {
  std::size_t passages = 0;
  bool was_mark = false;
  for (const ComparedWord& word : words) {
    const bool is_one = is_mark(word);
    if (is_one && !was_mark) ++passages;
    was_mark = is_one;
  }
  return passages;
}

/// `words` with what `said` says in the place of their marks, the first to the last.
std::vector<ComparedWord> restored(ComparedWords words, ComparedWords said) {
  const auto first = std::ranges::find_if(words, is_mark);
  const auto last = std::find_if(words.rbegin(), words.rend(), is_mark).base();
  std::vector<ComparedWord> out(words.begin(), first);
  out.insert(out.end(), said.begin(), said.end());
  if (first != words.end()) out.insert(out.end(), last, words.end());
  return out;
}

/// What is known, with what `copy` has to add.
std::vector<ComparedWord> completed(const std::vector<ComparedWord>& known,
                                    const std::vector<ComparedWord>& copy) {
  std::vector<ComparedWord> out;
  std::size_t at = 0;
  const auto take = [&](ComparedWords words) { out.insert(out.end(), words.begin(), words.end()); };
  const ComparedWords known_words(known);
  const ComparedWords copy_words(copy);
  for (const SequenceEdit& edit : diff_words(known, copy)) {
    take(known_words.subspan(at, edit.old_begin - at));
    const TextChangeKind kind = kind_of_edit(edit, known, copy);
    const auto before = known_words.subspan(edit.old_begin, edit.old_end - edit.old_begin);
    const auto after = copy_words.subspan(edit.new_begin, edit.new_end - edit.new_begin);
    if (kind == TextChangeKind::kRestored) {
      take(restored(before, after));
    } else {
      take(kind == TextChangeKind::kAdded ? after : before);
    }
    at = edit.old_end;
  }
  take(known_words.subspan(at));
  return out;
}

}  // namespace

std::string known_text(std::span<const std::string_view> copies) {
  std::vector<ComparedWord> known;
  for (const std::string_view copy : copies) {
    known = known.empty() ? compared_words(copy) : completed(known, compared_words(copy));
  }
  std::string text;
  for (const ComparedWord& word : known) {
    if (!text.empty()) text += break_before(word);
    text += word.text;
  }
  return text;
}

CopyGaps copy_gaps(std::string_view copy, std::string_view known) {
  const std::vector<ComparedWord> copy_words = compared_words(copy);
  const std::vector<ComparedWord> known_words = compared_words(known);
  CopyGaps gaps;
  gaps.words = copy_words.size();
  gaps.known_words = known_words.size();
  gaps.withheld = withheld_passages(copy_words);
  for (const SequenceEdit& edit : diff_words(known_words, copy_words)) {
    const std::size_t words = edit.old_end - edit.old_begin;
    const TextChangeKind kind = kind_of_edit(edit, known_words, copy_words);
    if (kind == TextChangeKind::kRedacted && words > 0) ++gaps.told_elsewhere;
    if (kind != TextChangeKind::kRemoved && kind != TextChangeKind::kTruncated) continue;
    gaps.lacking_words += words;
    if (kind == TextChangeKind::kTruncated) gaps.lacks_end = true;
    if (edit.old_begin == 0) gaps.lacks_beginning = true;
  }
  return gaps;
}

}  // namespace cabled
