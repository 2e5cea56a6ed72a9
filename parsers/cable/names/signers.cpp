#include "parsers/cable/names/signers.h"

#include <algorithm>
#include <array>

#include "parsers/model/ascii.h"
#include "parsers/telegram/captions.h"
#include "parsers/telegram/rules_and_ends.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

using namespace std::literals;

// Capitals that end a text and are nobody's name.
constexpr std::array kNoNames = {"END"sv,
                                 "TEXT"sv,
                                 "COMMENT"sv,
                                 "SUMMARY"sv,
                                 "CITY"sv,
                                 "REGARDS"sv,
                                 "UNQUOTE"sv,
                                 "NNNN"sv,
                                 "BT"sv,
                                 "NOTE"sv,
                                 "MINIMIZE"sv,
                                 "CONSIDERED"sv,
                                 "ENDTEXT"sv,
                                 "ENDCOMMENT"sv,
                                 "ENDSUMMARY"sv,
                                 "BIONOTE"sv,
                                 "PARTICIPANTS"sv,
                                 "ATTACHMENT"sv,
                                 "MINIMIZECONSIDERED"sv,
                                 "ENDNOTE"sv,
                                 "DRAFT"sv,
                                 "CONCLUSION"sv};

constexpr std::array kParticles = {"VAN"sv, "VON"sv, "DE"sv, "DER"sv, "DEN"sv, "DEL"sv,
                                   "LA"sv,  "LE"sv,  "DI"sv, "DA"sv,  "DU"sv,  "ST."sv,
                                   "ST"sv,  "EL"sv,  "AL"sv, "BIN"sv, "BEN"sv, "TER"sv,
                                   "ZU"sv,  "DOS"sv, "MC"sv, "MAC"sv, "O"sv};

// Lines below the signature are few; the longest name has three or four words.
constexpr int kMostEndLines = 40;
constexpr std::size_t kLongestName = 32;
constexpr int kMostSignerWords = 4;

struct Line {
  std::size_t begin;
  std::size_t end;
};

std::string packed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (ascii::is_alpha(c)) out += ascii::to_upper(c);
  }
  return out;
}

bool is_decoration(std::string_view line) { return std::ranges::none_of(line, ascii::is_alnum); }

// "2004CARACA01540 - UNCLASSIFIED": the printed foot of a page.
bool is_page_foot(std::string_view line) {
  const std::string letters = ascii::upper(line);
  const auto digits = std::ranges::count_if(line, ascii::is_digit);
  return digits >= 6 && (letters.ends_with("CLASSIFIED") || letters.ends_with("CONFIDENTIAL") ||
                         letters.ends_with("SECRET"));
}

bool is_end_line(std::string_view line) {
  if (is_decoration(line) || is_rule_line(line) || is_caption_line(line) || is_page_foot(line)) {
    return true;
  }
  return is_below_signature(line, Strictness::kTolerant);
}

std::string_view without_hashes(std::string_view text) {
  while (!text.empty() && ("#*"sv.find(text.back()) != std::string_view::npos))
    text.remove_suffix(1);
  return ascii::trim(text);
}

bool is_no_name(std::string_view text) {
  return std::ranges::find(kNoNames, packed(text)) != kNoNames.end();
}

bool ends_sentence(std::string_view text) {
  text = without_end_blanks(text);
  while (text.ends_with(')')) text.remove_suffix(1);  // "(… End comment.)"
  return !text.empty() && R"x(.?!")x"sv.find(text.back()) != std::string_view::npos;
}

bool may_be_signer(std::string_view text) {
  if (text.size() < 2 || text.size() > kLongestName || !ascii::is_upper(text.front())) return false;
  const auto fits = [](char c) {
    return ascii::is_upper(c) || " -'.,/"sv.find(c) != std::string_view::npos;
  };
  // "… IS DECIDED." is the end of a sentence.
  if (text.back() == '.' && !text.ends_with("JR.")) return false;
  if (!std::ranges::all_of(text, fits) || std::ranges::count(text, ' ') >= kMostSignerWords)
    return false;
  return !is_no_name(text);
}

bool is_particle(std::string_view word) {
  return std::ranges::any_of(kParticles, [&](auto known) { return ascii::iequals(known, word); });
}

// "Sample", "McExample", "O'Hollin", "Smith-Jones".
bool is_written_word(std::string_view word) {
  const auto fits = [](char c) { return ascii::is_alpha(c) || c == '-' || c == '\''; };
  return word.size() >= 3 && word.size() <= 20 && ascii::is_upper(word.front()) &&
         std::ranges::all_of(word, fits) && !is_no_name(word);
}

// "van Voorst", "Russel", "De la Sample": particles and one word. A few telegrams were not signed
// in capitals (9.5 %, some posts for years).
bool is_written_name(std::string_view name) {
  std::vector<std::string_view> parts = words::split(name, kMostSignerWords);
  if (parts.empty() || parts.back().end() != name.end()) return false;
  const std::string_view surname = parts.back();
  parts.pop_back();
  return is_written_word(surname) && std::ranges::all_of(parts, is_particle);
}

// The words of end marks before and behind a name: "END TEXT EXAMPLE", "EXAMPLE UNQUOTE".
std::string_view without_end_words(std::string_view text) {
  while (true) {
    const std::string_view first = words::first(text);
    const std::string_view rest = ascii::trim(words::after_first(text));
    if (rest.empty() || !is_no_name(first)) break;
    text = rest;
  }
  while (true) {
    const std::size_t blank = text.find_last_of(' ');
    if (blank == std::string_view::npos || !is_no_name(text.substr(blank + 1))) return text;
    text = ascii::trim(text.substr(0, blank));
  }
}

// "SAMPLE SAMPLE", "EXAMPLE UNQUOTE EXAMPLE": one person.
std::string_view once(std::string_view name) {
  const std::size_t blank = name.find(' ');
  if (blank == std::string_view::npos) return name;
  const std::string_view first = name.substr(0, blank);
  const std::size_t last_blank = name.find_last_of(' ');
  const std::string_view last = name.substr(last_blank + 1);
  const std::string_view between = ascii::trim(name.substr(blank, last_blank - blank));
  const bool twice = first == last && (between.empty() || is_no_name(between));
  return twice ? first : name;
}

// "U.S.", "Mr.", "Gen.": what follows is no sentence.
bool is_abbreviation(std::string_view word) {
  const bool is_short = word.size() <= 4 && ascii::is_upper(word.front());
  return word.ends_with('.') && (is_short || word.find('.') + 1 < word.size());
}

// "MINIMIZE CONSIDERED.  EAGLETON", "… end comment. Sample", "http://… Sample": a name at the end
// of the last line, after the end of a sentence or an address.
std::size_t name_in_line(std::string_view line) {
  const std::string_view bare = without_hashes(line);
  if (bare.size() != line.size()) return std::string_view::npos;
  std::size_t begin = bare.find_last_of(' ');
  if (begin == std::string_view::npos) return begin;
  ++begin;
  const bool capital = bare.size() - begin >= 3 && may_be_signer(bare.substr(begin));
  if (!capital && !is_written_word(bare.substr(begin))) return std::string_view::npos;
  while (begin > 1) {
    const std::string_view before = ascii::trim(bare.substr(0, begin - 1));
    const std::size_t blank = before.find_last_of(' ');
    const std::string_view word = before.substr(blank == std::string_view::npos ? 0 : blank + 1);
    const bool sentence = ends_sentence(before) && (capital || !is_abbreviation(word));
    if (sentence || ascii::istarts_with(word, "http")) return begin;
    if (!is_particle(word)) break;
    begin = static_cast<std::size_t>(word.data() - bare.data());
  }
  return std::string_view::npos;
}

Line last_line(std::string_view text, std::size_t end) {
  const std::size_t stop = end == 0 ? std::string_view::npos : text.rfind('\n', end - 1);
  return {stop == std::string_view::npos ? 0 : stop + 1, end};
}

// Whether the text above `begin` ends with a sentence, and a blank line parts it from there.
struct Above {
  bool is_sentence;
  bool is_apart;
};

Above above(std::string_view body, std::size_t begin) {
  const std::string_view before = body.substr(0, begin);
  const std::string_view text = without_end_blanks(before);
  return {ends_sentence(text), std::ranges::count(before.substr(text.size()), '\n') >= 2};
}

// The name that a line of its own is, "" when it is none.
std::string_view name_of_line(std::string_view body, const Line& place, std::string_view line) {
  const std::string_view name = once(without_end_words(without_hashes(line)));
  if (may_be_signer(name)) return name;
  const Above text = above(body, place.begin);
  if (!text.is_sentence) return {};
  if (is_written_name(name)) return name;
  // "SAMPLE.": one word below a sentence is none of its own.
  const std::string_view dotless = name.ends_with('.') ? name.substr(0, name.size() - 1) : "";
  const bool one_word = dotless.size() >= 3 && dotless.find(' ') == std::string_view::npos;
  if (one_word && (may_be_signer(dotless) || is_written_word(dotless))) return dotless;
  // "sample", "van sample": in small letters by itself.
  const auto is_small = [](char c) {
    return ascii::is_lower(c) || c == ' ' || c == '-' || c == '\'';
  };
  if (!text.is_apart || name.size() < 4 || !std::ranges::all_of(name, is_small)) return {};
  std::vector<std::string_view> parts = words::split(name);
  parts.pop_back();
  const bool fits = std::ranges::all_of(parts, is_particle);
  return fits && !is_no_name(name) ? name : std::string_view();
}

// Where the text above the signature ends: end marks can stand above it too.
std::size_t text_end(std::string_view body, std::size_t end) {
  for (int lines = 0; end > 0 && lines < kMostEndLines; ++lines) {
    const Line place = last_line(body, end - 1);
    const std::string_view line = ascii::trim(body.substr(place.begin, place.end - place.begin));
    if (!line.empty() && !is_end_line(line)) break;
    end = place.begin;
  }
  return end;
}

std::string squeezed_name(std::string_view name) { return words::squeeze(without_hashes(name)); }

}  // namespace

Signature read_signature(std::string_view body) {
  std::size_t end = body.size();
  std::size_t below = body.size();
  for (int skipped = 0; end > 0 && skipped < kMostEndLines;) {
    const Line place = last_line(body, end);
    const std::string_view line = ascii::trim(body.substr(place.begin, place.end - place.begin));
    end = place.begin == 0 ? 0 : place.begin - 1;
    if (line.empty()) continue;
    const std::string_view name =
        is_end_line(line) ? std::string_view() : name_of_line(body, place, line);
    if (!name.empty()) return {{ascii::upper(squeezed_name(name))}, text_end(body, place.begin)};
    const std::size_t within = is_end_line(line) ? std::string_view::npos : name_in_line(line);
    if (within != std::string_view::npos) {
      const auto at = static_cast<std::size_t>(line.data() - body.data()) + within;
      return {{ascii::upper(squeezed_name(line.substr(within)))}, at};
    }
    if (!is_end_line(line)) return {{}, below};
    below = place.begin;
    ++skipped;
  }
  return {{}, body.size()};
}

Signature read_last_line_signature(std::string_view body) {
  std::size_t end = body.size();
  std::size_t below = body.size();
  for (int skipped = 0; end > 0 && skipped < kMostEndLines; ++skipped) {
    const Line place = last_line(body, end);
    const std::string_view line = ascii::trim(body.substr(place.begin, place.end - place.begin));
    end = place.begin == 0 ? 0 : place.begin - 1;
    if (line.empty()) continue;
    const bool quote_ends = line.starts_with("UNQUOTE ");
    const bool ends =
        is_decoration(line) || is_rule_line(line) || is_below_signature(line, Strictness::kStrict);
    if (ends && !quote_ends) {
      below = place.begin;
      continue;
    }
    const std::string_view name = once(without_end_words(without_hashes(line)));
    const Above text = above(body, place.begin);
    if (!may_be_signer(name) || !(text.is_sentence || text.is_apart)) break;
    return {{ascii::upper(squeezed_name(name))}, place.begin};
  }
  return {{}, below};
}

}  // namespace cabled
