#include "parsers/telegram/body_start.h"

#include <algorithm>
#include <array>
#include <optional>

#include "parsers/model/ascii.h"
#include "parsers/model/utf8_text.h"
#include "parsers/telegram/labels.h"
#include "parsers/telegram/paragraph_mark.h"
#include "parsers/telegram/portion_mark.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

using namespace std::literals;

// The longest header met has some 200 addressees, about 8,000 bytes, with the fields after it.
constexpr std::size_t kLongestTelegramHead = 16000;

// Words that sentences are made of and lists, titles and addresses hardly.
constexpr auto kSmallWords = std::to_array<std::string_view>(
    {"A",    "AN",  "AND",  "ARE", "AS", "AT",  "BE",  "BY",   "FOR",  "FROM",
     "HAD",  "HAS", "HE",   "IN",  "IS", "IT",  "NOT", "OF",   "ON",   "OUR",
     "THAT", "THE", "THIS", "TO",  "US", "WAS", "WE",  "WERE", "WILL", "WITH"});
constexpr int kFewestSmallWords = 2;
constexpr std::size_t kShortestProse = 40;

bool is_small_word(std::string_view word) {
  return std::ranges::any_of(
      kSmallWords, [word](std::string_view known) { return ascii::iequals(known, word); });
}

bool is_prose(std::string_view line) {
  if (line.size() < kShortestProse) return false;
  int small = 0;
  while (!line.empty() && small < kFewestSmallWords) {
    const std::string_view word = words::first(line);
    if (is_small_word(word)) ++small;
    line = ascii::trim(words::after_first(line));
  }
  return small >= kFewestSmallWords;
}

bool begins_field(std::string_view line) {
  constexpr std::array kFields = {Field::kTags, Field::kSubject, Field::kReferences};
  return find_classified_by(line.substr(0, 24), 0) != std::string_view::npos ||
         std::ranges::any_of(kFields, [line](Field field) {
           return label_size(line, field, Strictness::kStrict) > 0;
         });
}

// "(C) The minister said", "(SBU) Summary": no item of references, which bullets in brackets have.
bool is_marked_prose(std::string_view line, bool apart) {
  const auto mark = portion_mark_at(line, 0, Strictness::kStrict);
  if (!mark) return false;
  const std::string_view rest = ascii::trim(line.substr(mark->end));
  if (begins_field(rest)) return false;
  const bool is_summary = ascii::istarts_with(rest, "SUMMARY");
  return is_summary || (apart && is_prose(rest));
}

// "A. LIMA 12", "(b) the note of May 3": an item of references.
bool is_item(std::string_view line) {
  if (line.starts_with('(')) line.remove_prefix(1);
  return line.size() > 1 && ascii::is_alpha(line[0]) && (line[1] == '.' || line[1] == ')');
}

/// The lines of a head, in their order.
class HeadWalk {
 public:
  explicit HeadWalk(bool is_numbered) : is_numbered_(is_numbered) {}

  /// Whether the line at `at` is a paragraph's beyond doubt.
  bool take(std::string_view line, std::size_t at) {
    line = ascii::trim(line);
    if (line.empty()) {
      apart_ = true;
      return false;
    }
    if (begins_field(line)) {
      below_subject_ = below_subject_ || label_size(line, Field::kSubject, Strictness::kStrict) > 0;
      prose_ = std::string_view::npos;
    } else if (below_subject_) {
      if (is_marked_prose(line, apart_)) return true;
      const bool is_new = apart_ && prose_ == std::string_view::npos && !is_numbered_;
      if (is_new && !is_item(line) && is_prose(line)) prose_ = at;
    }
    apart_ = false;
    return false;
  }

  /// The line of prose below which no field stood.
  std::size_t prose() const noexcept { return prose_; }

 private:
  bool is_numbered_;
  bool below_subject_ = false;
  bool apart_ = false;  ///< a blank line stands above
  std::size_t prose_ = std::string_view::npos;
};

}  // namespace

std::size_t find_body_start(std::string_view text) {
  const std::size_t numbered = find_first_paragraph(text);
  const std::size_t limit = std::min(numbered, character_begin(text, kLongestTelegramHead));
  HeadWalk walk(numbered != std::string_view::npos);
  for (std::size_t at = 0; at < limit;) {
    const std::size_t end = std::min(text.find('\n', at), limit);
    if (walk.take(text.substr(at, end - at), at)) return std::min(at, numbered);
    at = end + 1;
  }
  return std::min(numbered, walk.prose());
}

}  // namespace cabled
