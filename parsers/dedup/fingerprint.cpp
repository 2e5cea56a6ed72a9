#include "parsers/dedup/fingerprint.h"

#include <array>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

constexpr std::uint64_t kFnvOffset = 0xcbf29ce484222325ULL;
constexpr std::uint64_t kFnvPrime = 0x100000001b3ULL;

// The finaliser of SplitMix64: FNV alone leaves the high bits of short words nearly constant.
constexpr std::uint64_t mix(std::uint64_t x) {
  x ^= x >> 30U;
  x *= 0xbf58476d1ce4e5b9ULL;
  x ^= x >> 27U;
  x *= 0x94d049bb133111ebULL;
  return x ^ (x >> 31U);
}

bool is_word_byte(char c) { return ascii::is_alnum(c) || static_cast<unsigned char>(c) >= 0x80; }

// Counts, for each bit, in how many shingles more it is set than clear.
class BitVotes {
 public:
  void add(std::uint64_t hash) {
    for (unsigned bit = 0; bit < 64; ++bit) {
      votes_[bit] += static_cast<std::int32_t>((hash >> bit) & 1U) * 2 - 1;
    }
  }

  std::uint64_t majority() const {
    std::uint64_t bits = 0;
    for (unsigned bit = 0; bit < 64; ++bit) {
      if (votes_[bit] > 0) bits |= std::uint64_t{1} << bit;
    }
    return bits;
  }

 private:
  std::array<std::int32_t, 64> votes_{};
};

}  // namespace

std::uint64_t fingerprint(std::string_view text) {
  BitVotes votes;
  std::uint64_t before_last = 0;
  std::uint64_t last = 0;
  std::size_t i = 0;
  while (i < text.size()) {
    if (!is_word_byte(text[i])) {
      ++i;
      continue;
    }
    std::uint64_t word = kFnvOffset;
    for (; i < text.size() && is_word_byte(text[i]); ++i) {
      word = (word ^ static_cast<unsigned char>(ascii::to_lower(text[i]))) * kFnvPrime;
    }
    votes.add(mix(before_last * 3 + last * 5 + word * 7));
    before_last = last;
    last = word;
  }
  return votes.majority();
}

}  // namespace cabled
