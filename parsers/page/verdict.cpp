#include "parsers/page/verdict.h"

#include <algorithm>
#include <cstddef>
#include <set>

#include "parsers/model/ascii.h"
#include "parsers/page/gate.h"

namespace cabled {
namespace {

/// One telegram has a transmission line and a classification line; its sections may add to the
/// former, but then it has a third paragraph too.
constexpr std::size_t kListedTelegrams = 4;
constexpr int kFurtherParagraph = 3;

/// An article, as against the teasers of a list: lines of prose that no link parts, one after the
/// other.
constexpr int kProseLines = 3;
constexpr std::size_t kProseBytes = 500;
constexpr std::size_t kProseLine = 80;

bool is_prose(const JudgedLine& line) {
  const std::string_view text = ascii::trim(line.text);
  return !line.linked && text.size() >= kProseLine &&
         std::string_view(".!?\"\x9D").find(text.back()) != std::string_view::npos;
}

bool has_article(const JudgedPage& page) {
  int lines = 0;
  std::size_t bytes = 0;
  for (const JudgedLine& line : page.lines) {
    if (line.blank) continue;
    if (!is_prose(line)) {
      lines = 0;
      bytes = 0;
      continue;
    }
    ++lines;
    bytes += line.text.size();
    if (lines >= kProseLines && bytes >= kProseBytes) return true;
  }
  return false;
}

struct Census {
  int lines = 0;
  int linked = 0;  ///< a good part of them is link
  int telegram = 0;
};

Census take_census(const JudgedPage& page) noexcept {
  Census census;
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    const JudgedLine& line = page.lines[i];
    if (line.blank) continue;
    ++census.lines;
    census.linked += std::size_t{8} * page.layout.lines[i].link_bytes >= line.text.size() ? 1 : 0;
    census.telegram += telegram_strength(line.telegram) >= 2 && !line.linked ? 1 : 0;
  }
  return census;
}

}  // namespace

std::string_view verdict_on(const JudgedPage& page) {
  const Census census = take_census(page);
  if (census.lines == 0) return "empty_page";
  if (census.telegram == 0) {
    if (const auto verdict = gate_verdict(page); !verdict.empty()) return verdict;
  }
  if (is_list_of_telegrams(page)) return "index_page";
  const bool mostly_links = census.linked >= 8 && census.linked * 5 >= census.lines * 2;
  if (mostly_links && !has_article(page)) return "index_page";
  return census.telegram > 0 ? "quotes_only" : "no_telegram_lines";
}

bool is_list_of_telegrams(const JudgedPage& page) {
  std::set<std::string_view> telegrams;
  for (const JudgedLine& line : page.lines) {
    if (line.telegram == TelegramLine::kTransmission ||
        line.telegram == TelegramLine::kClassification) {
      const std::string_view text = ascii::trim(line.text);
      // Sections of one telegram are numbered.
      if (text.find("SECTION") == std::string_view::npos) telegrams.insert(text);
    }
    if (paragraph_number(line.text).value_or(0) >= kFurtherParagraph) return false;
  }
  return telegrams.size() >= kListedTelegrams;
}

}  // namespace cabled
