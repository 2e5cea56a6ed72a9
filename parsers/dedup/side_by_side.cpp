#include "parsers/dedup/side_by_side.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "parsers/dedup/compared_words.h"

namespace cabled {
namespace {

constexpr auto kNowhere = static_cast<std::size_t>(-1);
// Copies that break their lines otherwise have few beginnings of lines in common.
constexpr std::size_t kWordsOfRow = 80;
// Lines of a paragraph that differ are one row while it has no more bytes than this.
constexpr std::size_t kLongestJoined = 800;

/// Where each word of the old sequence stands in the new one, or kNowhere.
std::vector<std::size_t> partners(std::span<const SequenceEdit> edits, std::size_t old_size) {
  std::vector<std::size_t> out(old_size, kNowhere);
  std::size_t old = 0;
  std::size_t now = 0;
  const auto keep_until = [&](std::size_t end) {
    while (old < end) out[old++] = now++;
  };
  for (const SequenceEdit& edit : edits) {
    keep_until(edit.old_begin);
    old = edit.old_end;
    now = edit.new_end;
  }
  keep_until(old_size);
  return out;
}

/// A column: its words and, of each, the number of the change that it is part of, or 0.
struct Column {
  explicit Column(std::string_view text) : words(compared_words(text)), change(words.size(), 0) {}
  std::vector<ComparedWord> words;
  std::vector<std::size_t> change;
};

class SideBySide {
 public:
  SideBySide(std::string_view left, std::string_view right, std::string_view known)
      : left_(left), right_(right), known_(known) {
    const auto edits = diff_words(left_.words, right_.words);
    left_to_right_ = partners(edits, left_.words.size());
    to_left_ = partners(diff_words(known_.words, left_.words), known_.words.size());
    to_right_ = partners(diff_words(known_.words, right_.words), known_.words.size());
    number_changes(edits);
  }

  std::vector<ComparedRow> rows() const {
    std::vector<ComparedRow> rows;
    Place begin;
    for (std::size_t i = 1; i <= known_.words.size(); ++i) {
      if (i < known_.words.size() && !may_break(i, begin)) continue;
      const Place end = i < known_.words.size() ? Place{to_left_[i], to_right_[i], i}
                                                : Place{left_.words.size(), right_.words.size(), i};
      add(rows, begin, row_between(begin, end));
      begin = end;
    }
    if (known_.words.empty()) {
      add(rows, begin, row_between(begin, {left_.words.size(), right_.words.size(), 0}));
    }
    return rows;
  }

 private:
  struct Place {
    std::size_t left = 0;
    std::size_t right = 0;
    std::size_t known = 0;
  };

  // Numbers begin at 1; that of what neither text has stands at the end of kinds_.
  void number_changes(std::span<const SequenceEdit> edits) {
    for (const SequenceEdit& edit : edits) {
      kinds_.push_back(kind_of_edit(edit, left_.words, right_.words));
      for (std::size_t i = edit.old_begin; i < edit.old_end; ++i) left_.change[i] = kinds_.size();
      for (std::size_t i = edit.new_begin; i < edit.new_end; ++i) right_.change[i] = kinds_.size();
    }
    kinds_.push_back(TextChangeKind::kAdded);
    for (std::size_t i = 0; i < known_.words.size(); ++i) {
      const bool is_only_here = to_left_[i] == kNowhere && to_right_[i] == kNowhere;
      if (is_only_here) known_.change[i] = kinds_.size();
    }
  }

  // Whether all three have the word, and a line begins with it.
  bool may_break(std::size_t i, const Place& begin) const {
    const std::size_t left = to_left_[i];
    const std::size_t right = to_right_[i];
    if (left == kNowhere || right == kNowhere || left_to_right_[left] != right) return false;
    const bool is_long = i - begin.known >= kWordsOfRow;
    if (is_long && i - begin.known >= 2 * kWordsOfRow) return true;
    const auto begins_line = [&](const Column& column, std::size_t word) {
      return column.words[word].breaks > 0;
    };
    return begins_line(known_, i) &&
           (is_long || (begins_line(left_, left) && begins_line(right_, right)));
  }

  std::vector<ComparedRun> runs(const Column& column, std::size_t begin, std::size_t end) const {
    std::vector<ComparedRun> out;
    std::size_t change = 0;
    for (std::size_t i = begin; i < end; ++i) {
      const std::size_t now = column.change[i];
      const std::string_view before = i == begin ? "" : break_before(column.words[i]);
      if (out.empty() || now != change) {
        // Blanks between changes belong to neither.
        if (!before.empty() && change != 0 && now != 0) out.push_back({std::string(before), {}});
        if (!before.empty() && change == 0) out.back().text += before;
        out.push_back({"", now == 0 ? std::nullopt : std::optional(kinds_[now - 1])});
        if (!before.empty() && change != 0 && now == 0) out.back().text += before;
      } else {
        out.back().text += before;
      }
      out.back().text += column.words[i].text;
      change = now;
    }
    return out;
  }

  ComparedRow row_between(const Place& begin, const Place& end) const {
    ComparedRow row;
    row.left = runs(left_, begin.left, end.left);
    row.right = runs(right_, begin.right, end.right);
    row.known = runs(known_, begin.known, end.known);
    const auto is_change = [](const ComparedRun& run) { return run.kind.has_value(); };
    row.differs =
        std::ranges::any_of(row.left, is_change) || std::ranges::any_of(row.right, is_change);
    row.line = begin.left < left_.words.size() ? left_.words[begin.left].line + 1 : 0;
    return row;
  }

  static void join(std::vector<ComparedRun>& to, std::vector<ComparedRun> from) {
    if (to.empty() || from.empty()) {
      std::ranges::move(from, std::back_inserter(to));
      return;
    }
    if (!to.back().kind && !from.front().kind) {
      to.back().text += '\n' + from.front().text;
      from.erase(from.begin());
    } else {
      to.push_back({"\n", {}});
    }
    std::ranges::move(from, std::back_inserter(to));
  }

  static std::size_t size_of(const std::vector<ComparedRun>& runs) {
    std::size_t size = 0;
    for (const ComparedRun& run : runs) size += run.text.size();
    return size;
  }

  bool begins_paragraph(std::size_t known) const {
    return known < known_.words.size() && known_.words[known].breaks > 1;
  }

  // Rows that are the same in both are one until the next that is not.
  void add(std::vector<ComparedRow>& rows, const Place& begin, ComparedRow row) const {
    const bool is_other = rows.empty() || row.differs != rows.back().differs;
    const bool is_apart = row.differs && (begins_paragraph(begin.known) || is_other ||
                                          size_of(rows.back().known) > kLongestJoined);
    if (is_other || is_apart) {
      rows.push_back(std::move(row));
      return;
    }
    join(rows.back().left, std::move(row.left));
    join(rows.back().right, std::move(row.right));
    join(rows.back().known, std::move(row.known));
  }

  Column left_;
  Column right_;
  Column known_;
  std::vector<TextChangeKind> kinds_;
  std::vector<std::size_t> left_to_right_;
  std::vector<std::size_t> to_left_;
  std::vector<std::size_t> to_right_;
};

}  // namespace

std::vector<ComparedRow> side_by_side(std::string_view left, std::string_view right,
                                      std::string_view known) {
  return SideBySide(left, right, known).rows();
}

}  // namespace cabled
