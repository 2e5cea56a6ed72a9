#include "parsers/dedup/text_diff.h"

#include <algorithm>
#include <span>
#include <utility>

#include "parsers/dedup/sequence_diff.h"
#include "parsers/dedup/text_words.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

bool is_blank_line(std::string_view line) { return std::ranges::all_of(line, ascii::is_space); }

std::vector<std::string_view> texts_of(std::span<const TextWord> words) {
  std::vector<std::string_view> texts;
  texts.reserve(words.size());
  for (const TextWord& word : words) texts.push_back(word.text);
  return texts;
}

// A run of edits whose lines touch: they are told of as one passage.
struct Passage {
  std::size_t first_edit;
  std::size_t last_edit;
};

class TextDiff {
 public:
  TextDiff(std::string_view old, std::string_view now)
      : old_lines_(text_lines(old)),
        new_lines_(text_lines(now)),
        old_words_(text_words(old_lines_)),
        new_words_(text_words(new_lines_)),
        edits_(sequence_diff(texts_of(old_words_), texts_of(new_words_))) {}

  std::vector<TextChange> changes() const {
    std::vector<TextChange> out;
    for (std::size_t i = 0; i < edits_.size();) {
      Passage passage{i, i};
      while (passage.last_edit + 1 < edits_.size() && touches(passage.last_edit)) {
        ++passage.last_edit;
      }
      out.push_back(change_of(passage));
      i = passage.last_edit + 1;
    }
    return out;
  }

 private:
  // The line of the word at `place`, or the one after the last line.
  static std::size_t line_at(std::span<const TextWord> words, std::size_t place,
                             std::size_t lines) {
    return place < words.size() ? words[place].line : lines;
  }

  // Whether the next edit begins on a line that edit `i` has changed.
  bool touches(std::size_t i) const {
    const SequenceEdit& edit = edits_[i];
    const SequenceEdit& next = edits_[i + 1];
    const std::size_t last = edit.old_end > edit.old_begin ? edit.old_end - 1 : edit.old_end;
    return line_at(old_words_, next.old_begin, old_lines_.size()) <=
           line_at(old_words_, last, old_lines_.size());
  }

  // Whole lines: nothing of the old ones stands before or after what went.
  static bool whole_lines(std::span<const TextWord> words, std::size_t begin, std::size_t end) {
    const bool starts_line = begin == 0 || words[begin - 1].line != words[begin].line;
    const bool ends_line = end == words.size() || words[end - 1].line != words[end].line;
    return begin < end && starts_line && ends_line;
  }

  std::vector<std::string> lines_between(std::span<const std::string_view> lines,
                                         std::span<const TextWord> words, std::size_t begin,
                                         std::size_t end) const {
    std::vector<std::string> out;
    if (begin == end) return out;
    for (std::size_t line = words[begin].line; line <= words[end - 1].line; ++line) {
      if (!is_blank_line(lines[line])) out.emplace_back(lines[line]);
    }
    return out;
  }

  TextChange change_of(const Passage& passage) const {
    const SequenceEdit& first = edits_[passage.first_edit];
    const SequenceEdit& last = edits_[passage.last_edit];
    TextChange change{TextChangeKind::kCorrected,
                      line_at(old_words_, first.old_begin, old_lines_.size()) + 1,
                      line_at(new_words_, first.new_begin, new_lines_.size()) + 1,
                      lines_between(old_lines_, old_words_, first.old_begin, last.old_end),
                      lines_between(new_lines_, new_words_, first.new_begin, last.new_end),
                      {}};
    const bool is_one = passage.first_edit == passage.last_edit;
    const bool lines_went =
        first.new_begin == first.new_end && whole_lines(old_words_, first.old_begin, first.old_end);
    const bool lines_came =
        first.old_begin == first.old_end && whole_lines(new_words_, first.new_begin, first.new_end);
    if (is_one && (lines_went || lines_came)) {
      change.kind = word_change(first).kind;
      return change;
    }
    add_words(passage, change);
    return change;
  }

  WordChange word_change(const SequenceEdit& edit) const {
    const std::span<const TextWord> old_words(old_words_);
    const std::span<const TextWord> new_words(new_words_);
    std::string before =
        joined_words(old_words.subspan(edit.old_begin, edit.old_end - edit.old_begin));
    std::string after =
        joined_words(new_words.subspan(edit.new_begin, edit.new_end - edit.new_begin));
    const bool is_last = edit.old_end == old_words_.size() && edit.new_end == new_words_.size();
    const TextChangeKind kind =
        change_kind(before, after, is_last ? PassagePlace::kAtEnd : PassagePlace::kWithin);
    return {kind, std::move(before), std::move(after)};
  }

  // A passage is called by the gravest of its changes.
  void add_words(const Passage& passage, TextChange& change) const {
    for (std::size_t i = passage.first_edit; i <= passage.last_edit; ++i) {
      change.words.push_back(word_change(edits_[i]));
      change.kind = std::min(change.kind, change.words.back().kind);
    }
  }

  std::vector<std::string_view> old_lines_;
  std::vector<std::string_view> new_lines_;
  std::vector<TextWord> old_words_;
  std::vector<TextWord> new_words_;
  std::vector<SequenceEdit> edits_;
};

}  // namespace

std::vector<TextChange> text_diff(std::string_view old, std::string_view now) {
  return TextDiff(old, now).changes();
}

}  // namespace cabled
