#include "parsers/form/release_marks.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "parsers/model/ascii.h"
#include "parsers/telegram/line_kind.h"
#include "parsers/telegram/rules_and_ends.h"

namespace cabled {
namespace {

/// Written lines between a page's stamp and the level at its head or foot.
constexpr int kBesideStamp = 2;
constexpr std::size_t kLongestNote = 160;
/// Each is looked below of, to the end of the page.
constexpr int kMostNotes = 8;
constexpr std::size_t kShortestStamp = 40;

bool is_stamp(std::string_view line) noexcept {
  // Most lines of a page are shorter.
  return line.size() > kShortestStamp && line.find("Case No") != std::string_view::npos &&
         line.find("Doc No") != std::string_view::npos;
}

/// Takes `words`, in any case, from the front of `line`.
bool take(std::string_view& line, std::string_view words) noexcept {
  if (!ascii::istarts_with(line, words)) return false;
  line.remove_prefix(words.size());
  return true;
}

/// Nothing, or exemptions: "B1, 1.4(D)", "B6". A word is longer than any of them.
bool is_exemptions(std::string_view text) noexcept {
  constexpr std::size_t kLettersOfWord = 3;
  std::size_t letters = 0;
  for (const char c : text) {
    letters = ascii::is_alpha(c) ? letters + 1 : 0;
    if (letters == kLettersOfWord) return false;
  }
  return true;
}

/// A whole line of the release, in a page with stamps: "RELEASED IN PART B1, 1.4(D)", "REVIEW
/// AUTHORITY: name". A sentence of the telegram that is broken before "released in exchange for"
/// has words behind it.
bool is_release_line(std::string_view line) noexcept {
  if (take(line, "review authority:") || take(line, "declassification authority:")) return true;
  if (!take(line, "released in ") && !take(line, "release in ")) return false;
  return (take(line, "full") || take(line, "part")) && is_exemptions(line);
}

/// The same where no page has a stamp: in capitals, a line that stands apart.
bool is_release_line_apart(const std::vector<LayoutLine>& lines, std::size_t at) {
  const std::string_view text = ascii::trim(lines[at].text);
  if (text.empty() || (text.front() != 'R' && text.front() != 'D')) return false;
  if (!text.starts_with("RELEASE") && !text.starts_with("REVIEW AUTH") &&
      !text.starts_with("DECLASSIFIED PER ")) {
    return false;
  }
  const auto is_blank = [&](std::size_t line) { return ascii::trim(lines[line].text).empty(); };
  const bool apart = (at == 0 || is_blank(at - 1)) && (at + 1 == lines.size() || is_blank(at + 1));
  return apart && (is_release_line(text) || text.starts_with("DECLASSIFIED PER "));
}

bool is_level_alone(std::string_view line) {
  return classify_telegram_line(line) == TelegramLine::kClassificationAlone;
}

/// Whether the pages of the release have stamps.
enum class Stamps { kNone, kOnPages };

class StampRemover {
 public:
  StampRemover(std::vector<LayoutLine>& lines, Stamps stamps)
      : lines_(lines), stamps_(stamps), out_(lines.size()) {}

  int remove() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const std::string_view text = ascii::trim(lines_[i].text);
      if (stamps_ == Stamps::kNone) {
        out_[i] = is_release_line_apart(lines_, i);
        continue;
      }
      if (is_release_line(text)) out_[i] = true;
      if (!is_stamp(text)) continue;
      out_[i] = true;
      mark_levels(i, -1);
      mark_levels(i, 1);
    }
    return erase();
  }

 private:
  /// The levels alone that stand next to the stamp, above or below it.
  void mark_levels(std::size_t stamp, int step) {
    int seen = 0;
    for (std::size_t i = stamp + static_cast<std::size_t>(step);
         i < lines_.size() && seen <= kBesideStamp; i += static_cast<std::size_t>(step)) {
      const std::string_view text = ascii::trim(lines_[i].text);
      if (text.empty() || out_[i]) continue;
      ++seen;
      if (is_level_alone(text)) out_[i] = true;
    }
  }

  /// Whether the sentence above a page's end goes on below it, so that the blank lines between are
  /// the page's.
  static bool goes_on(std::string_view above, std::string_view below) noexcept {
    above = ascii::trim(above);
    below = ascii::trim(below);
    if (above.empty() || below.empty()) return false;
    const bool done = std::string_view(".:!?\")").find(above.back()) != std::string_view::npos;
    return !done || ascii::is_lower(below.front());
  }

  /// Blank lines amid what is taken out go with it, but for those above its first line.
  int erase() {
    std::vector<LayoutLine> kept;
    kept.reserve(lines_.size());
    int removed = 0;
    for (std::size_t i = 0; i < lines_.size();) {
      if (!out_[i]) {
        kept.push_back(lines_[i++]);
        continue;
      }
      while (i < lines_.size() && (out_[i] || ascii::trim(lines_[i].text).empty())) {
        removed += out_[i] ? 1 : 0;
        ++i;
      }
      const std::size_t written = last_written(kept);
      const bool blank_above = written < kept.size();
      if (blank_above && written > 0 && i < lines_.size() &&
          goes_on(kept[written - 1].text, lines_[i].text)) {
        kept.resize(written);
      }
    }
    lines_ = std::move(kept);
    return removed;
  }

  static std::size_t last_written(const std::vector<LayoutLine>& lines) noexcept {
    std::size_t end = lines.size();
    while (end > 0 && ascii::trim(lines[end - 1].text).empty()) --end;
    return end;
  }

  std::vector<LayoutLine>& lines_;
  Stamps stamps_;
  std::vector<bool> out_;
};

/// What a publisher says of the page below a telegram, as a line begins with it.
bool is_word_of_publisher(std::string_view line) noexcept {
  static constexpr auto kWords = std::to_array<std::string_view>(
      {"source: http", "source: wikileaks", "read more", "this cable was published",
       "this cable was released", "released by the ", "published by ", "posted by ",
       "note from the editor", "editor's note", "retrieved from ", "all rights reserved"});
  static constexpr ascii::ByteSet kInitials("sSrRtTpPnNeEaA");
  if (!kInitials.contains(line.front())) return false;
  const char first = ascii::to_lower(line.front());
  return std::ranges::any_of(kWords, [line, first](std::string_view word) {
    return word.front() == first && ascii::istarts_with(line, word);
  });
}

/// What a publisher writes below a telegram; no telegram has such a line.
bool is_note_below(std::string_view line) noexcept {
  if (line.size() > kLongestNote || line.empty()) return false;
  if (is_word_of_publisher(line)) return true;
  switch (line.front()) {
    case '[':
    case '(':
    case 'E':
    case 'e': {
      const std::size_t word = line.find_first_not_of("[( ");
      const std::string_view text = line.substr(std::min(word, line.size()));
      return ascii::istarts_with(text, "end cable") || ascii::istarts_with(text, "end of cable") ||
             ascii::istarts_with(text, "end of telegram") ||
             ascii::istarts_with(text, "end of document");
    }
    case 'S':
      return line.starts_with("SELECT ") && line.find(" FROM ") != std::string_view::npos;
    case 'I':
      return line.starts_with("INSERT INTO ");
    case 'D':
    case 'd':
      return ascii::istarts_with(line, "declassified/released us department of state");
    default:
      return false;
  }
}

/// Whether the telegram goes on below: a numbered paragraph, a line that only telegrams have, or
/// its signature, as below another cable's text that it quotes without numbers.
bool goes_on_below(const std::vector<LayoutLine>& lines, std::size_t note) {
  for (std::size_t i = note + 1; i < lines.size(); ++i) {
    if (lines[i].element != lines[note].element) continue;
    const std::string_view text = ascii::trim(lines[i].text);
    if (telegram_strength(classify_telegram_line(text)) >= 2) return true;
    if (is_capital_line(text) && looks_like_signature(text)) return true;
  }
  return false;
}

/// The place of a rule that the publisher drew above his note, with the blank lines between; else
/// that of the note.
std::size_t with_rule_above(const std::vector<LayoutLine>& lines, std::size_t note) {
  std::size_t at = note;
  while (at > 0 && ascii::trim(lines[at - 1].text).empty()) --at;
  return at > 0 && is_rule_line(lines[at - 1].text) ? at - 1 : note;
}

/// The first note below the telegram; the end of the lines for none. Above it stand others.
std::size_t find_note_below(const std::vector<LayoutLine>& lines) {
  int tried = 0;
  for (std::size_t at = 1; at < lines.size() && tried < kMostNotes; ++at) {
    if (!is_note_below(ascii::trim(lines[at].text))) continue;
    ++tried;
    if (!goes_on_below(lines, at)) return at;
  }
  return lines.size();
}

int take_out_notes(Layout& layout) {
  auto& lines = layout.lines;
  const std::size_t at = find_note_below(lines);
  if (at == lines.size()) return 0;
  const auto note = lines.begin() + static_cast<std::ptrdiff_t>(at);
  const ElementNumber element = note->element;
  const auto first = lines.begin() + static_cast<std::ptrdiff_t>(with_rule_above(lines, at));
  const auto gone = std::remove_if(
      first, lines.end(), [element](const LayoutLine& line) { return line.element == element; });
  const auto removed = static_cast<int>(lines.end() - gone);
  lines.erase(gone, lines.end());
  return removed;
}

}  // namespace

void take_out_release_marks(Layout& layout, std::map<std::string, int>& removed) {
  const bool stamped =
      std::ranges::any_of(layout.lines, [](const LayoutLine& line) { return is_stamp(line.text); });
  bool marked = stamped;
  for (std::size_t at = 0; at < layout.lines.size() && !marked; ++at) {
    marked = is_release_line_apart(layout.lines, at);
  }
  if (marked) {
    const Stamps stamps = stamped ? Stamps::kOnPages : Stamps::kNone;
    if (const int count = StampRemover(layout.lines, stamps).remove(); count > 0) {
      removed["release_stamp"] = count;
    }
  }
  if (const int count = take_out_notes(layout); count > 0) removed["note_below"] = count;
}

}  // namespace cabled
