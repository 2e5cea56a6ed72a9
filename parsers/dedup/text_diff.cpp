#include "parsers/dedup/text_diff.h"

#include <algorithm>
#include <span>

#include "parsers/dedup/sequence_diff.h"
#include "parsers/model/ascii.h"

namespace cabled {
namespace {

// Blacked-out words: four X or more, full blocks, or the word itself in brackets.
bool is_blacked_out(std::string_view word) {
  if (word.find("XXXX") != std::string_view::npos) return true;
  if (word.find("\u2588\u2588") != std::string_view::npos) return true;
  std::string lower(word);
  std::ranges::transform(lower, lower.begin(), ascii::to_lower);
  return lower.find("[redacted") != std::string::npos;
}

bool is_blank_line(std::string_view line) { return std::ranges::all_of(line, ascii::is_space); }

struct PlacedWord {
  std::string_view text;
  std::size_t line;  // from 0
};

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

std::vector<PlacedWord> placed_words(std::span<const std::string_view> lines) {
  std::vector<PlacedWord> words;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string_view rest = lines[i];
    while (!rest.empty()) {
      const auto begin = std::ranges::find_if_not(rest, ascii::is_space);
      rest.remove_prefix(static_cast<std::size_t>(begin - rest.begin()));
      const auto end = std::ranges::find_if(rest, ascii::is_space);
      const auto size = static_cast<std::size_t>(end - rest.begin());
      if (size > 0) words.push_back({rest.substr(0, size), i});
      rest.remove_prefix(size);
    }
  }
  return words;
}

std::vector<std::string_view> texts_of(std::span<const PlacedWord> words) {
  std::vector<std::string_view> texts;
  texts.reserve(words.size());
  for (const PlacedWord& word : words) texts.push_back(word.text);
  return texts;
}

std::string joined_words(std::span<const PlacedWord> words) {
  std::string out;
  for (const PlacedWord& word : words) {
    if (!out.empty()) out += ' ';
    out += word.text;
  }
  return out;
}

bool any_blacked_out(std::span<const PlacedWord> words) {
  return std::ranges::any_of(words,
                             [](const PlacedWord& word) { return is_blacked_out(word.text); });
}

TextChangeKind kind_of_words(std::span<const PlacedWord> before,
                             std::span<const PlacedWord> after) {
  if (any_blacked_out(after) && !any_blacked_out(before)) return TextChangeKind::kRedacted;
  if (any_blacked_out(before) && !any_blacked_out(after)) return TextChangeKind::kRestored;
  return TextChangeKind::kCorrected;
}

// A run of edits whose lines touch: they are told of as one passage.
struct Passage {
  std::size_t first_edit;
  std::size_t last_edit;
};

class TextDiff {
 public:
  TextDiff(std::string_view old, std::string_view now)
      : old_lines_(lines_of(old)),
        new_lines_(lines_of(now)),
        old_words_(placed_words(old_lines_)),
        new_words_(placed_words(new_lines_)),
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
  static std::size_t line_at(std::span<const PlacedWord> words, std::size_t place,
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
  static bool whole_lines(std::span<const PlacedWord> words, std::size_t begin, std::size_t end) {
    const bool starts_line = begin == 0 || words[begin - 1].line != words[begin].line;
    const bool ends_line = end == words.size() || words[end - 1].line != words[end].line;
    return begin < end && starts_line && ends_line;
  }

  std::vector<std::string> lines_between(std::span<const std::string_view> lines,
                                         std::span<const PlacedWord> words, std::size_t begin,
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
    if (passage.first_edit == passage.last_edit && first.new_begin == first.new_end &&
        whole_lines(old_words_, first.old_begin, first.old_end)) {
      change.kind = TextChangeKind::kTruncated;
      return change;
    }
    if (passage.first_edit == passage.last_edit && first.old_begin == first.old_end &&
        whole_lines(new_words_, first.new_begin, first.new_end)) {
      change.kind = TextChangeKind::kRestored;
      return change;
    }
    add_words(passage, change);
    return change;
  }

  // A passage is called by the gravest of its changes: what was blacked out, then what came back.
  void add_words(const Passage& passage, TextChange& change) const {
    const std::span<const PlacedWord> old_words(old_words_);
    const std::span<const PlacedWord> new_words(new_words_);
    for (std::size_t i = passage.first_edit; i <= passage.last_edit; ++i) {
      const SequenceEdit& edit = edits_[i];
      const auto before = old_words.subspan(edit.old_begin, edit.old_end - edit.old_begin);
      const auto after = new_words.subspan(edit.new_begin, edit.new_end - edit.new_begin);
      change.words.push_back(
          {kind_of_words(before, after), joined_words(before), joined_words(after)});
      change.kind = std::min(change.kind, change.words.back().kind);
    }
  }

  std::vector<std::string_view> old_lines_;
  std::vector<std::string_view> new_lines_;
  std::vector<PlacedWord> old_words_;
  std::vector<PlacedWord> new_words_;
  std::vector<SequenceEdit> edits_;
};

}  // namespace

std::string_view to_string(TextChangeKind kind) noexcept {
  switch (kind) {
    case TextChangeKind::kRedacted:
      return "redacted";
    case TextChangeKind::kRestored:
      return "restored";
    case TextChangeKind::kCorrected:
      return "corrected";
    case TextChangeKind::kTruncated:
      return "truncated";
  }
  return "";
}

std::vector<TextChange> text_diff(std::string_view old, std::string_view now) {
  return TextDiff(old, now).changes();
}

}  // namespace cabled
