#include "parsers/cable/references/reference_items.h"

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

// A letter may be skipped where an item was lost; more than two is another thing.
constexpr int kMostSkipped = 2;

// Tokens of the longest title in brackets; one that never closes must not hide what follows.
constexpr std::size_t kLongestBrackets = 60;

class ItemReader {
 public:
  explicit ItemReader(const std::vector<ReferenceToken>& tokens) : tokens_(tokens) {}

  std::vector<ReferenceItem> items() {
    items_.push_back({std::nullopt, 0, 0});
    for (std::size_t at = 0; at < tokens_.size();) {
      const std::size_t after = bullet_end(at);
      if (after == at) {
        at = after_brackets(at);
        continue;
      }
      begin_item(at, after);
      at = after;
    }
    items_.back().end = tokens_.size();
    return std::move(items_);
  }

 private:
  bool is_mark(std::size_t at, char c) const {
    return at < tokens_.size() && tokens_[at].is_mark(c);
  }

  // A title in brackets has no bullets in it.
  std::size_t after_brackets(std::size_t at) const {
    if (!is_mark(at, '(')) return at + 1;
    for (std::size_t end = at + 1; end < tokens_.size() && end < at + kLongestBrackets; ++end) {
      if (is_mark(end, ')')) return end + 1;
    }
    return at + 1;
  }

  bool is_letter(std::size_t at) const {
    return at < tokens_.size() && tokens_[at].is_word() && tokens_[at].text.size() == 1 &&
           ascii::is_upper(tokens_[at].text.front());
  }

  bool is_reference_word(std::size_t at) const {
    return at < tokens_.size() && (tokens_[at].text == "REF" || tokens_[at].text == "REFTEL");
  }

  // Whether nothing but bullets stands between the last item's begin and `at`.
  bool item_is_empty(std::size_t at) const { return items_.back().begin == at; }

  bool in_turn(char letter, std::size_t at) const {
    if (last_ == 0) return letter == 'A';
    if (letter == last_) return item_is_empty(at) || (at > 0 && is_reference_word(at - 1));
    return letter > last_ && letter <= last_ + 1 + kMostSkipped;
  }

  bool separated_before(std::size_t at) const {
    if (at == 0 || item_is_empty(at)) return true;
    const ReferenceToken& before = tokens_[at - 1];
    return !before.is_word() || is_reference_word(at - 1);
  }

  // Where the bullet that begins at `at` ends; `at` itself when there is none.
  std::size_t bullet_end(std::size_t at) const {
    std::size_t letter = at;
    if (is_reference_word(letter)) ++letter;
    const bool open = is_mark(letter, '(') || is_mark(letter, '[');
    if (open) ++letter;
    if (!is_letter(letter) || !in_turn(tokens_[letter].text.front(), at)) return at;

    const std::size_t next = letter + 1;
    if (is_mark(next, ')') || is_mark(next, ']')) return next + 1;
    if (open || next >= tokens_.size()) return at;
    const bool apart = separated_before(at);
    if (is_mark(next, '.')) return apart ? next + 1 : at;
    if (is_mark(next, ':')) return apart || last_ != 0 ? next + 1 : at;
    const bool bare = apart && (tokens_[next].is_word() || tokens_[next].is_number());
    const bool spaced = tokens_[next].begin > tokens_[letter].end;
    return bare && spaced ? next : at;
  }

  void begin_item(std::size_t at, std::size_t after) {
    std::size_t letter = at;
    while (!is_letter(letter)) ++letter;
    last_ = tokens_[letter].text.front();
    if (item_is_empty(at)) {
      items_.back() = {tokens_[letter].text, after, after};
      return;
    }
    items_.back().end = at;
    items_.push_back({tokens_[letter].text, after, after});
  }

  const std::vector<ReferenceToken>& tokens_;
  std::vector<ReferenceItem> items_;
  char last_ = 0;
};

}  // namespace

std::vector<ReferenceItem> reference_items(const std::vector<ReferenceToken>& tokens) {
  return ItemReader(tokens).items();
}

bool begins_with_bullet(std::string_view line) {
  line = ascii::trim(line);
  while (!line.empty() && (line.front() == '-' || line.front() == ' ')) line.remove_prefix(1);
  const bool open = !line.empty() && (line.front() == '(' || line.front() == '[');
  if (open) line.remove_prefix(1);
  if (line.size() < 2 || !ascii::is_alpha(line[0])) return false;
  if (line[1] == ')' || line[1] == ']') return true;
  const bool spaced = line.size() == 2 || ascii::is_space(line[2]) || line[2] == '(';
  return spaced && (line[1] == '.' || line[1] == ':');
}

}  // namespace cabled
