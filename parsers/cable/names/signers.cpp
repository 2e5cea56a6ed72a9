#include "parsers/cable/names/signers.h"

#include <algorithm>
#include <array>

#include "parsers/cable/names/name_particles.h"
#include "parsers/cable/names/signature_names.h"
#include "parsers/model/ascii.h"
#include "parsers/telegram/captions.h"
#include "parsers/telegram/rules_and_ends.h"
#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

using namespace std::literals;

// Lines below the signature are few; the longest name has three or four words.
constexpr int kMostEndLines = 40;

struct Line {
  std::size_t begin;
  std::size_t end;
};

bool is_decoration(std::string_view line) { return std::ranges::none_of(line, ascii::is_alnum); }

// "2004CARACA01540 - UNCLASSIFIED": the printed foot of a page.
bool is_page_foot(std::string_view line) {
  const std::string letters = ascii::upper(line);
  const auto digits = std::ranges::count_if(line, ascii::is_digit);
  return digits >= 6 && (letters.ends_with("CLASSIFIED") || letters.ends_with("CONFIDENTIAL") ||
                         letters.ends_with("SECRET"));
}

// "MINIMIZE CONSIDERED" without a name: some posts put it below the signature.
bool is_minimize_line(std::string_view line) {
  return ascii::istarts_with(line, "MINIMIZE ") && is_no_name(words::squeeze(line)) &&
         !ascii::iequals(line, "MINIMIZE");
}

bool is_end_line(std::string_view line) {
  if (is_decoration(line) || is_rule_line(line) || is_caption_line(line) || is_page_foot(line) ||
      is_minimize_line(line)) {
    return true;
  }
  return is_below_signature(line, Strictness::kTolerant);
}

std::string_view without_hashes(std::string_view text) {
  while (!text.empty() && ("#*"sv.find(text.back()) != std::string_view::npos))
    text.remove_suffix(1);
  return ascii::trim(text);
}

// "##SAMPLE##", "(SAMPLE)", "/SAMPLE/": marks that some posts set around the name. A dash before
// it would make it an item of a list.
std::string_view without_marks(std::string_view text) {
  while (!text.empty() && R"(#*/"()"sv.find(text.front()) != std::string_view::npos)
    text.remove_prefix(1);
  while (!text.empty() && R"(#*/")-_ )"sv.find(text.back()) != std::string_view::npos)
    text.remove_suffix(1);
  return ascii::trim(text);
}

bool ends_sentence(std::string_view text) {
  text = without_end_blanks(text);
  while (text.ends_with(')')) text.remove_suffix(1);  // "(… End comment.)"
  return !text.empty() && R"x(.?!")x"sv.find(text.back()) != std::string_view::npos;
}

// "SOON AFTER. EXAMPLE": a sentence ends amid the line, at a word that is no "ST." of a name.
bool holds_end_of_sentence(std::string_view line) {
  for (std::size_t at = line.find(". "); at != std::string_view::npos;
       at = line.find(". ", at + 1)) {
    const std::size_t blank = line.substr(0, at).find_last_of(' ');
    const std::size_t begin = blank == std::string_view::npos ? 0 : blank + 1;
    if (at - begin > 2) return true;
  }
  return false;
}

// "COMMENT. EXAMPLE", "End comment. Example": an end mark, of which the line may have but the end,
// and a name behind it.
bool begins_with_end_mark(std::string_view line) {
  while (is_no_name(words::first(line))) {
    const bool is_end = ends_sentence(words::first(line));
    line = ascii::trim(words::after_first(line));
    if (is_end) return !line.empty();
  }
  return false;
}

// "U.S.", "Mr.", "Gen.": what follows is no sentence.
bool is_abbreviation(std::string_view word) {
  const bool is_short = word.size() <= 4 && ascii::is_upper(word.front());
  return word.ends_with('.') && (is_short || word.find('.') + 1 < word.size());
}

bool is_address(std::string_view word) {
  return word.find("://") != std::string_view::npos || ascii::istarts_with(word, "www.");
}

enum class Letters { kAny, kSmall };

// Whether `word` stands in `body` before `end`: as such, or in small letters alone.
bool stands_in(std::string_view body, std::size_t end, std::string_view word, Letters letters) {
  const std::string_view text = body.substr(0, end);
  for (std::size_t at = find_ignoring_case(text, word, 0); at != std::string_view::npos;
       at = find_ignoring_case(text, word, at + word.size())) {
    const std::size_t after = at + word.size();
    const bool whole =
        is_word_start(text, at) && (after == text.size() || !ascii::is_alnum(text[after]));
    if (whole && (letters == Letters::kAny || ascii::is_lower(text[at]))) return true;
  }
  return false;
}

struct NameInLine {
  std::size_t begin = std::string_view::npos;
  bool behind_end_mark = false;
  bool behind_address = false;
};

// "MINIMIZE CONSIDERED.  EAGLETON", "… end comment. Sample", "http://… Sample": a name at the end
// of the last line, after the end of a sentence or an address.
NameInLine name_in_line(std::string_view line) {
  const std::string_view bare = without_hashes(line);
  if (bare.size() != line.size()) return {};
  std::size_t begin = bare.find_last_of(' ');
  if (begin == std::string_view::npos) return {};
  ++begin;
  const bool capital = bare.size() - begin >= 3 && may_be_signer(bare.substr(begin));
  if (!capital && !is_written_word(bare.substr(begin))) return {};
  while (begin > 1) {
    const std::string_view before = ascii::trim(bare.substr(0, begin - 1));
    const std::size_t blank = before.find_last_of(' ');
    const std::string_view word = before.substr(blank == std::string_view::npos ? 0 : blank + 1);
    const bool sentence = ends_sentence(before) && (capital || !is_abbreviation(word));
    if (sentence || is_address(word)) return {begin, is_no_name(word), is_address(word)};
    if (!is_name_particle(word)) break;
    begin = static_cast<std::size_t>(word.data() - bare.data());
  }
  return {};
}

// "EMBASSY MAY DRAW ON ABOVE.": words that begin a note, "EMBASSY OSLO", "REVIEW AUTHORITY: J.
// SAMPLE", may begin a sentence of the text too, which has some words and no label.
bool is_whole_sentence(std::string_view text) {
  constexpr std::size_t kFewestWords = 4;
  text = without_end_blanks(text);
  const std::size_t last = text.size() - std::min(text.size(), text.find_last_of(' ') + 1);
  return text.find(':') == std::string_view::npos && last > 2 &&
         words::split(text, kFewestWords).size() == kFewestWords;
}

// Of a text that was cut the last word may be the first of a sentence: "… was dry. The". A word
// that the text has is none of a name, unless a mark says that the text ends above it.
std::size_t signer_in_line(std::string_view body, std::string_view line) {
  const NameInLine name = name_in_line(line);
  if (name.begin == std::string_view::npos) return name.begin;
  const bool is_note = is_end_line(line) && !is_whole_sentence(line.substr(0, name.begin));
  if (is_note && !name.behind_address) return std::string_view::npos;
  const std::string_view words = line.substr(name.begin);
  const auto end = static_cast<std::size_t>(words.data() - body.data());
  const Letters letters = name.behind_end_mark ? Letters::kSmall : Letters::kAny;
  const bool is_word = !name.behind_address && stands_in(body, end, words, letters);
  return is_word ? std::string_view::npos : name.begin;
}

Line last_line(std::string_view text, std::size_t end) {
  const std::size_t stop = end == 0 ? std::string_view::npos : text.rfind('\n', end - 1);
  return {stop == std::string_view::npos ? 0 : stop + 1, end};
}

// Below the address of a post's page, with which some end, the name stands as below a sentence.
bool ends_with_address(std::string_view text) {
  text = without_end_blanks(text);
  const std::string_view word = text.substr(text.find_last_of(" \t\n") + 1);
  return is_address(word);
}

// Whether the text above `begin` ends with a sentence, and a blank line parts it from there.
struct Above {
  bool is_sentence;
  bool is_apart;
};

Above above(std::string_view body, std::size_t begin) {
  const std::string_view before = body.substr(0, begin);
  const std::string_view text = without_end_blanks(before);
  return {ends_sentence(text) || ends_with_address(text),
          std::ranges::count(before.substr(text.size()), '\n') >= 2};
}

// "… THAT THE MINISTER / SAID" of a text in capitals that was cut: a line of several words, the
// last of which ends nothing.
bool runs_on_in_capitals(std::string_view body, std::size_t begin) {
  constexpr std::size_t kFewestWords = 5;
  const std::string_view text = without_end_blanks(body.substr(0, begin));
  const Line place = last_line(text, text.size());
  const std::string_view line = ascii::trim(text.substr(place.begin));
  const std::string_view last = line.substr(line.find_last_of(' ') + 1);
  return !line.empty() && ascii::is_upper(line.back()) && is_capital_line(line) &&
         words::split(line, kFewestWords).size() == kFewestWords && !is_no_name(last);
}

// The name that a line of its own is, "" when it is none.
std::string_view name_of_line(std::string_view body, const Line& place, std::string_view line) {
  const std::string_view name = once(without_end_words(without_marks(line)));
  const Above text = above(body, place.begin);
  if (may_be_signer(name)) {
    const bool amid = !text.is_sentence && !text.is_apart && runs_on_in_capitals(body, place.begin);
    return amid ? std::string_view() : name;
  }
  if (!text.is_sentence) return {};
  // "SAMPLE.", "VAN SAMPLE.": other words below a sentence are a sentence too.
  const std::string_view dotless = name.ends_with('.') ? name.substr(0, name.size() - 1) : name;
  if (is_written_name(dotless)) {
    const bool is_word = !text.is_apart && stands_in(body, place.begin, dotless, Letters::kSmall);
    return is_word ? std::string_view() : dotless;
  }
  // "sample", "van sample": in small letters by itself.
  const auto is_small = [](char c) {
    return ascii::is_lower(c) || c == ' ' || c == '-' || c == '\'' || c == '.';
  };
  if (name.ends_with('.') || !text.is_apart || name.size() < 4 ||
      !std::ranges::all_of(name, is_small))
    return {};
  std::vector<std::string_view> parts = words::split(name);
  parts.pop_back();
  const bool fits = std::ranges::all_of(parts, is_name_particle);
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
    const bool is_whole =
        !is_end_line(line) && !begins_with_end_mark(line) && !holds_end_of_sentence(line);
    const std::string_view name = is_whole ? name_of_line(body, place, line) : std::string_view();
    if (!name.empty()) return {{ascii::upper(squeezed_name(name))}, text_end(body, place.begin)};
    const std::size_t within = signer_in_line(body, line);
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
    if (may_be_signer(name) && (text.is_sentence || text.is_apart)) {
      return {{ascii::upper(squeezed_name(name))}, place.begin};
    }
    const std::size_t within = signer_in_line(body, line);
    if (within == std::string_view::npos) break;
    return {{ascii::upper(squeezed_name(line.substr(within)))},
            static_cast<std::size_t>(line.data() - body.data()) + within};
  }
  return {{}, below};
}

}  // namespace cabled
