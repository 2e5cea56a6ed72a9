#include "daemon/serve/pages/compared_text.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "daemon/serve/html/words.h"
#include "parsers/model/utf8_text.h"

namespace cabled::serve {
namespace {

// Of what is the same, this much stands before and after a passage that differs.
constexpr std::size_t kContextLines = 2;
// Less than this is not worth folding.
constexpr std::size_t kLeastFolded = 8;

enum class ColumnSide { kLeft, kRight, kKnown };

std::string_view label_of(TextChangeKind kind, ColumnSide side) {
  return side == ColumnSide::kKnown ? "only in another copy" : to_string(kind);
}

// The first bytes of a text, cut between words.
std::string_view beginning(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  const std::size_t blank = text.find_last_of(" \n", most);
  if (blank != std::string_view::npos && blank > most / 2) return text.substr(0, blank);
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
  return text.substr(0, most);
}

void write_cut(Html& page, std::string_view text, std::size_t most) {
  const std::string_view shown = beginning(text, most);
  page.text(shown);
  if (shown.size() == text.size()) return;
  page.element("span", {{"class", "muted"}},
               " … and " + counted(static_cast<std::int64_t>(text.size() - shown.size()),
                                   "more byte", "more bytes"));
}

template <typename Content>
void in_change(Html& page, TextChangeKind kind, ColumnSide side, Content&& content) {
  const std::string look = "change " + std::string(to_string(kind));
  switch (side) {
    case ColumnSide::kLeft:
      page.element("del", {{"class", look}}, std::forward<Content>(content));
      break;
    case ColumnSide::kRight:
      page.element("ins", {{"class", look}}, std::forward<Content>(content));
      break;
    case ColumnSide::kKnown:
      page.element("mark", {{"class", "change elsewhere"}}, std::forward<Content>(content));
      break;
  }
}

void write_runs(Html& page, const std::vector<ComparedRun>& runs, ColumnSide side,
                std::size_t most) {
  for (const ComparedRun& run : runs) {
    if (!run.kind) {
      write_cut(page, run.text, most);
      continue;
    }
    in_change(page, *run.kind, side, [&] {
      page.element("b", {{"class", "change-label"}}, label_of(*run.kind, side));
      page.text(" ");
      write_cut(page, run.text, most);
    });
  }
}

std::size_t size_of(const std::vector<ComparedRun>& runs, std::size_t most) {
  std::size_t size = 0;
  for (const ComparedRun& run : runs) size += std::min(run.text.size(), most);
  return size;
}

std::size_t lines_in(const std::vector<ComparedRun>& runs) {
  std::size_t lines = 1;
  for (const ComparedRun& run : runs) {
    lines += static_cast<std::size_t>(std::ranges::count(run.text, '\n'));
  }
  return lines;
}

// A text parted at its lines: the first ones, the middle, the last ones.
struct Folding {
  std::string_view first;
  std::string_view middle;
  std::string_view last;
};

std::string_view without_breaks(std::string_view text) {
  while (text.starts_with('\n')) text.remove_prefix(1);
  while (text.ends_with('\n')) text.remove_suffix(1);
  return text;
}

Folding fold(std::string_view text) {
  std::size_t first = 0;
  std::size_t last = text.size();
  for (std::size_t i = 0; i < kContextLines; ++i) {
    first = std::min(text.find('\n', first), text.size() - 1) + 1;
    const std::size_t before = last == 0 ? text.npos : text.rfind('\n', last - 1);
    last = before == text.npos ? 0 : before;
  }
  if (first >= last) return {text, {}, {}};
  return {text.substr(0, first), text.substr(first, last - first), text.substr(last)};
}

class ComparisonWriter {
 public:
  ComparisonWriter(Html& page, const ComparisonLimits& limits) : page_(page), limits_(limits) {}

  void write(const std::vector<ComparedRow>& rows) {
    for (const ComparedRow& row : rows) {
      row.differs ? write_changed(row) : write_same(row);
    }
    if (left_out_ == 0) return;
    write_across([&] {
      page_.element("strong", counted(left_out_, "more passage differs", "more passages differ"));
      page_.text(" and would not fit on this page.");
    });
  }

 private:
  template <typename Content>
  void write_across(Content&& content) {
    page_.element("tr", {{"class", "same"}}, [&] {
      page_.element("td", {{"colspan", "3"}}, std::forward<Content>(content));
    });
  }

  void write_changed(const ComparedRow& row) {
    const std::size_t size = size_of(row.left, limits_.passage) +
                             size_of(row.right, limits_.passage) +
                             size_of(row.known, limits_.passage);
    if (changed_ + size > limits_.changed && changed_ > 0) {
      ++left_out_;
      return;
    }
    changed_ += size;
    page_.element("tr", {{"class", "differs"}}, [&] {
      write_cell(row.left, ColumnSide::kLeft);
      write_cell(row.right, ColumnSide::kRight);
      write_cell(row.known, ColumnSide::kKnown);
    });
  }

  void write_cell(const std::vector<ComparedRun>& runs, ColumnSide side) {
    page_.element("td", [&] {
      if (runs.empty()) {
        page_.element("span", {{"class", "muted"}}, "nothing here");
      } else {
        write_runs(page_, runs, side, limits_.passage);
      }
    });
  }

  // What both have alike is written once, from the column of what is known.
  void write_same(const ComparedRow& row) {
    if (left_out_ > 0) return;
    const bool is_plain = std::ranges::none_of(
        row.known, [](const ComparedRun& run) { return run.kind.has_value(); });
    const std::size_t lines = lines_in(row.known);
    if (!is_plain || row.known.empty() || lines < kLeastFolded) {
      write_across([&] { write_runs(page_, row.known, ColumnSide::kKnown, limits_.passage); });
      return;
    }
    const Folding parts = fold(row.known.front().text);
    write_across([&] {
      write_cut(page_, without_breaks(parts.first), limits_.passage);
      if (!parts.middle.empty()) write_middle(without_breaks(parts.middle));
      write_cut(page_, without_breaks(parts.last), limits_.passage);
    });
  }

  void write_middle(std::string_view middle) {
    const auto lines = static_cast<std::int64_t>(std::ranges::count(middle, '\n')) + 1;
    const std::string words = counted(lines, "line is", "lines are") + " the same in both copies";
    if (same_ + middle.size() > limits_.same) {
      page_.element("p", {{"class", "folded muted"}}, "… " + words + " …");
      return;
    }
    same_ += middle.size();
    page_.element("details", {{"class", "folded"}}, [&] {
      page_.element("summary", words);
      page_.text(middle);
    });
  }

  Html& page_;
  const ComparisonLimits& limits_;
  std::size_t changed_ = 0;
  std::size_t same_ = 0;
  std::int64_t left_out_ = 0;
};

}  // namespace

void write_comparison(Html& page, const std::vector<ComparedRow>& rows,
                      const ComparisonLimits& limits) {
  ComparisonWriter(page, limits).write(rows);
}

}  // namespace cabled::serve
