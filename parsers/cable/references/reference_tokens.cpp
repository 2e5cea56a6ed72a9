#include "parsers/cable/references/reference_tokens.h"

#include <algorithm>
#include <utility>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

using Kind = ReferenceTokenKind;

bool is_date_time_group(std::string_view run) {
  if (!run.empty() && ascii::is_upper(run.front())) run.remove_prefix(1);
  return run.size() == 7 && run.back() == 'Z' &&
         std::ranges::all_of(run.substr(0, 6), ascii::is_digit);
}

// "O1512", "15O5", "O9", "3O": a number with the letter O or I typed for 0 or 1.
bool is_swapped_number(std::string_view run) {
  const auto digits = std::ranges::count_if(run, ascii::is_digit);
  const auto fits = [](char c) { return ascii::is_digit(c) || c == 'O' || c == 'I'; };
  return digits >= 1 && run.size() >= 2 && static_cast<std::size_t>(digits) * 2 >= run.size() &&
         std::ranges::all_of(run, fits);
}

// "O9STATE26451": a year with O for 0, glued to its station.
bool begins_with_swapped_year(std::string_view run) {
  return run.size() > 4 && run[0] == 'O' && ascii::is_digit(run[1]) && ascii::is_upper(run[2]) &&
         ascii::is_upper(run[3]);
}

std::string as_number(std::string_view run) {
  std::string out(run);
  std::ranges::replace(out, 'O', '0');
  std::ranges::replace(out, 'I', '1');
  return out;
}

// "SANTIAG0", "0TTAWA", "COTON0U": a word with one 0 typed for O.
bool is_swapped_word(std::string_view run) {
  const auto zeros = std::ranges::count(run, '0');
  const auto fits = [](char c) { return ascii::is_upper(c) || c == '0'; };
  return run.size() >= 4 && zeros == 1 && std::ranges::all_of(run, fits);
}

bool is_word_char(char c) { return ascii::is_alnum(c) || static_cast<unsigned char>(c) >= 0x80; }

// Appends the tokens of one run of letters and digits.
class RunSplitter {
 public:
  RunSplitter(std::vector<ReferenceToken>& tokens, std::size_t begin)
      : tokens_(tokens), begin_(begin) {}

  void split(std::string_view run) {
    if (is_date_time_group(run)) return add(Kind::kWord, "DTG", 0, run.size());
    if (is_swapped_number(run)) return add(Kind::kNumber, as_number(run), 0, run.size());
    if (is_swapped_word(run)) {
      std::string word(run);
      std::ranges::replace(word, '0', 'O');
      return add(Kind::kWord, std::move(word), 0, run.size());
    }
    std::size_t at = 0;
    if (begins_with_swapped_year(run)) {
      add(Kind::kNumber, as_number(run.substr(0, 2)), 0, 2);
      at = 2;
    }
    while (at < run.size()) {
      const bool digits = ascii::is_digit(run[at]);
      std::size_t end = at;
      while (end < run.size() && ascii::is_digit(run[end]) == digits) ++end;
      add(digits ? Kind::kNumber : Kind::kWord, std::string(run.substr(at, end - at)), at, end);
      at = end;
    }
  }

 private:
  void add(Kind kind, std::string text, std::size_t from, std::size_t to) {
    tokens_.push_back({kind, std::move(text), begin_ + from, begin_ + to});
  }

  std::vector<ReferenceToken>& tokens_;
  std::size_t begin_;
};

}  // namespace

std::vector<ReferenceToken> reference_tokens(std::string_view field) {
  std::vector<ReferenceToken> tokens;
  for (std::size_t at = 0; at < field.size();) {
    const char c = field[at];
    // An apostrophe joins "N'DJAMENA" and stands before "'08".
    if (ascii::is_space(c) || c == '\'') {
      ++at;
      continue;
    }
    if (!is_word_char(c)) {
      tokens.push_back({Kind::kMark, std::string(1, c), at, at + 1});
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < field.size() && is_word_char(field[end])) ++end;
    RunSplitter(tokens, at).split(ascii::upper(field.substr(at, end - at)));
    at = end;
  }
  return tokens;
}

}  // namespace cabled
