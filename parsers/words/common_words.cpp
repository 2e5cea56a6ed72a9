#include "parsers/words/common_words.h"

#include <algorithm>
#include <bitset>
#include <utility>

namespace cabled::words {
namespace {

constexpr unsigned kNumberBits = 12;
constexpr std::size_t kPairNumbers = std::size_t{1} << kNumberBits;

constexpr std::uint16_t kPlaceBits = 0x3fff;  // of a place in a tsvector; above it is the weight
constexpr std::uint16_t kPlaceOfTheRest = kPlaceBits;  // of all words that come behind it, too

// FNV-1a: numbers are stored, so the hash is not to change with the library.
std::uint64_t stable_hash(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return hash;
}

PairNumber number_of_hashes(std::uint64_t first, std::uint64_t second) {
  const std::uint64_t mixed = (first * 31 + second) * 0x9e3779b97f4a7c15U;
  return static_cast<PairNumber>(1 + (mixed >> (64 - kNumberBits)));
}

/// Reads a tsvector in binary.
class VectorReader {
 public:
  explicit VectorReader(std::string_view vector) : rest_(vector) {}

  std::uint32_t number(std::size_t bytes) {
    std::uint32_t value = 0;
    for (const char c : rest_.substr(0, bytes)) value = value << 8U | static_cast<unsigned char>(c);
    rest_.remove_prefix(std::min(bytes, rest_.size()));
    return value;
  }
  std::string_view lexeme() {
    const std::string_view lexeme = rest_.substr(0, rest_.find('\0'));
    rest_.remove_prefix(std::min(lexeme.size() + 1, rest_.size()));
    return lexeme;
  }
  void skip(std::size_t bytes) { rest_.remove_prefix(std::min(bytes, rest_.size())); }

 private:
  std::string_view rest_;
};

}  // namespace

/// A common word at a place of a text.
struct CommonWords::Standing {
  std::uint16_t place = 0;
  const Word* word = nullptr;
};

void CommonWords::add(std::string word, double share) {
  const std::uint64_t hash = stable_hash(word);
  words_.insert_or_assign(std::move(word), Word{share, hash});
}

const CommonWords::Word* CommonWords::find(std::string_view word) const {
  const auto found = words_.find(word);
  return found == words_.end() ? nullptr : &found->second;
}

std::optional<double> CommonWords::share_of_pair(std::string_view first,
                                                 std::string_view second) const {
  const Word* a = find(first);
  const Word* b = find(second);
  if (a == nullptr || b == nullptr || a->share * b->share < kLeastShare) return std::nullopt;
  return a->share * b->share;
}

std::vector<CommonWords::Standing> CommonWords::standing_in(std::string_view vector) const {
  std::vector<Standing> standing;
  VectorReader reader(vector);
  for (std::uint32_t left = reader.number(4); left > 0; --left) {
    const Word* word = find(reader.lexeme());
    const std::uint32_t places = reader.number(2);
    if (word == nullptr) {
      reader.skip(2 * std::size_t{places});
      continue;
    }
    for (std::uint32_t n = 0; n < places; ++n) {
      const auto place = static_cast<std::uint16_t>(reader.number(2) & kPlaceBits);
      if (place != kPlaceOfTheRest) standing.push_back({place, word});
    }
  }
  std::ranges::sort(standing, {}, &Standing::place);
  return standing;
}

std::vector<PairNumber> CommonWords::pairs_of(std::string_view vector) const {
  std::bitset<kPairNumbers + 1> told;
  const std::vector<Standing> standing =
      words_.empty() ? std::vector<Standing>() : standing_in(vector);
  // Parts of a token stand at one place, so several words may stand before several.
  auto next = standing.begin();
  for (const Standing& first : standing) {
    while (next != standing.end() && next->place <= first.place) ++next;
    for (auto second = next; second != standing.end() && second->place == first.place + 1;
         ++second) {
      if (first.word->share * second->word->share < kLeastShare) continue;
      told.set(static_cast<std::size_t>(number_of_hashes(first.word->hash, second->word->hash)));
    }
  }
  std::vector<PairNumber> numbers{number_of_list(list_)};
  numbers.reserve(1 + told.count());
  for (std::size_t number = 1; number <= kPairNumbers; ++number) {
    if (told.test(number)) numbers.push_back(static_cast<PairNumber>(number));
  }
  return numbers;
}

PairNumber number_of_pair(std::string_view first, std::string_view second) {
  return number_of_hashes(stable_hash(first), stable_hash(second));
}

}  // namespace cabled::words
