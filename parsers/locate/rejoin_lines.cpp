#include "parsers/locate/rejoin_lines.h"

#include <algorithm>
#include <array>
#include <utility>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

using Kind = TelegramLine;

/// Telegrams are typed to 65 or 72 columns: a line of this length is full.
constexpr std::size_t kFullLine = 58;

/// A page that makes lines paragraphs shows at least so many, hardly one longer than a typist's,
/// and hardly two without a gap.
constexpr std::size_t kFewestLines = 8;
constexpr std::size_t kLongestTyped = 100;
constexpr std::size_t kGapsOfTwenty = 19;

bool is_addressee_kind(Kind kind) noexcept {
  return kind == Kind::kAddressee || kind == Kind::kTo || kind == Kind::kInfo;
}

bool ends_amid_sentence(std::string_view line) noexcept {
  static constexpr std::array<std::string_view, 22> kJoints{
      "a",   "an", "the",  "of",  "to",   "in",    "on",   "at", "by",  "for", "from",
      "and", "or", "with", "but", "that", "which", "into", "is", "are", "was", "against"};
  line = ascii::trim(line);
  if (line.ends_with(',')) return true;
  const std::string_view last = line.substr(line.find_last_of(" \t") + 1);
  return last.size() < line.size() && std::ranges::any_of(kJoints, [last](std::string_view word) {
           return ascii::iequals(word, last);
         });
}

/// Whether a telegram has a blank line above a line of this kind.
bool opens_a_part(Kind kind) noexcept {
  switch (kind) {
    case Kind::kClassification:
    case Kind::kExecutiveOrder:
    case Kind::kReference:
    case Kind::kClassifiedBy:
    case Kind::kMarkedParagraph:
    case Kind::kPlainParagraph:
    case Kind::kPageMarker:
    case Kind::kHeading:
    case Kind::kEndMark:
      return true;
    default:
      return false;
  }
}

bool is_paragraph_a_line(const std::vector<std::string_view>& lines) noexcept {
  std::size_t written = 0;
  std::size_t gaps = 0;
  std::size_t longer = 0;
  bool blank = false;
  for (const std::string_view line : lines) {
    if (ascii::trim(line).empty()) {
      blank = true;
      continue;
    }
    if (line.size() > kLongestTyped) ++longer;
    gaps += blank && written > 0 ? 1 : 0;
    ++written;
    blank = false;
  }
  return written >= kFewestLines && longer * 20 <= written &&
         gaps * 20 >= (written - 1) * kGapsOfTwenty;
}

}  // namespace

bool continues_in_block(std::string_view above, const JudgedLine& below) noexcept {
  above = ascii::trim(above);
  if (above.empty() || std::string_view(".:;!?\"").find(above.back()) != std::string_view::npos) {
    return false;
  }
  switch (classify_telegram_line(above)) {
    case Kind::kNone:
    case Kind::kAddressee:
    case Kind::kTo:
    case Kind::kInfo:
    case Kind::kSubject:
    case Kind::kTags:
    case Kind::kReference:
    case Kind::kMarkedParagraph:
    case Kind::kPlainParagraph:
      break;
    default:
      return false;
  }
  return below.telegram == Kind::kNone || below.telegram == Kind::kAddressee ||
         below.telegram == Kind::kInfo;
}

bool continues_across_box(std::string_view above, const JudgedLine& below) noexcept {
  if (!continues_in_block(above, below)) return false;
  if (is_addressee_kind(below.telegram)) {
    return is_addressee_kind(classify_telegram_line(ascii::trim(above)));
  }
  const std::string_view text = ascii::trim(below.text);
  const bool small_letter = !text.empty() && ascii::is_lower(text.front());
  return small_letter || ends_amid_sentence(above) || ascii::trim(above).size() >= kFullLine;
}

std::vector<std::string_view> without_paragraph_gaps(std::vector<std::string_view> lines) {
  if (!is_paragraph_a_line(lines)) return lines;
  std::vector<std::string_view> closed;
  for (const std::string_view line : lines) {
    if (ascii::trim(line).empty()) continue;
    if (!closed.empty() && opens_a_part(classify_telegram_line(line))) closed.emplace_back();
    closed.push_back(line);
  }
  return closed;
}

}  // namespace cabled
