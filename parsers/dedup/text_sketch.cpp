#include "parsers/dedup/text_sketch.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <limits>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

constexpr std::uint64_t kFnvOffset = 0xcbf29ce484222325ULL;
constexpr std::uint64_t kFnvPrime = 0x100000001b3ULL;

constexpr std::size_t kFingerprintBits = 64;
constexpr std::size_t kParts = kFingerprintBits + std::size_t{kSketchBands} * kHashesOfBand;
constexpr std::uint64_t kNone = std::numeric_limits<std::uint64_t>::max();

using LeastHashes = std::array<std::uint64_t, kParts>;

// The finaliser of MurmurHash3: FNV alone leaves the high bits of short words nearly constant.
constexpr std::uint64_t scatter(std::uint64_t x) {
  x ^= x >> 33U;
  x *= 0xff51afd7ed558ccdULL;
  x ^= x >> 33U;
  x *= 0xc4ceb9fe1a85ec53ULL;
  return x ^ (x >> 33U);
}

// Of each byte of a word what counts of it; 0 between words.
constexpr std::array<unsigned char, 256> kWordBytes = [] {
  std::array<unsigned char, 256> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char c = static_cast<char>(i);
    if (ascii::is_alnum(c) || i >= 0x80) bytes[i] = static_cast<unsigned char>(ascii::to_lower(c));
  }
  return bytes;
}();

constexpr unsigned char word_byte(char c) {
  return kWordBytes.data()[static_cast<unsigned char>(c)];
}

class LeastHashesOfRuns {
 public:
  LeastHashesOfRuns() { least_.fill(kNone); }

  void add_word(std::uint64_t word) {
    all_ = scatter(all_ * 3 + word);
    if (++words_ >= 3) add_run(scatter(before_last_ * 3 + last_ * 5 + word * 7));
    before_last_ = last_;
    last_ = word;
  }

  std::size_t words() const { return words_; }
  std::uint64_t all() const { return all_; }

  // Parts of a short text that got no run take the next one's, told apart by how far they took it.
  LeastHashes filled() const {
    LeastHashes filled = least_;
    std::uint64_t next = kNone;
    for (std::size_t i = 2 * kParts; i-- > 0;) {
      std::uint64_t& value = filled[i % kParts];
      if (least_[i % kParts] != kNone) {
        value = next = least_[i % kParts];
      } else if (next != kNone) {
        value = next = scatter(next + 1);
      }
    }
    return filled;
  }

 private:
  // The upper half says which part, the lower half is compared first.
  void add_run(std::uint64_t hash) {
    std::uint64_t& least = least_[((hash >> 32U) * kParts) >> 32U];
    least = std::min(least, std::rotl(hash, 32));
  }

  LeastHashes least_;
  std::size_t words_ = 0;
  std::uint64_t all_ = 0;
  std::uint64_t before_last_ = 0;
  std::uint64_t last_ = 0;
};

LeastHashesOfRuns read_runs(std::string_view text) {
  LeastHashesOfRuns runs;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end) {
    unsigned char c = word_byte(*at++);
    if (c == 0) continue;
    std::uint64_t word = (kFnvOffset ^ c) * kFnvPrime;
    for (; at != end && (c = word_byte(*at)) != 0; ++at) word = (word ^ c) * kFnvPrime;
    runs.add_word(word);
  }
  return runs;
}

}  // namespace

TextSketch sketch_text(std::string_view text) {
  const LeastHashesOfRuns runs = read_runs(text);
  const LeastHashes least = runs.filled();
  TextSketch sketch;
  for (std::size_t i = 0; i < kFingerprintBits; ++i) {
    sketch.fingerprint |= (scatter(least[i]) & 1U) << i;
  }
  if (runs.words() < std::size_t{kLeastWords}) return sketch;
  if (runs.words() < std::size_t{kLeastWordsToCompare}) {
    sketch.bands.push_back(runs.all());
    return sketch;
  }
  const std::uint64_t* hash = least.data() + kFingerprintBits;
  for (std::uint64_t band = 0; band < kSketchBands; ++band) {
    std::uint64_t sum = band;
    for (int i = 0; i < kHashesOfBand; ++i) sum = scatter(sum * 3 + *hash++);
    sketch.bands.push_back(sum);
  }
  return sketch;
}

}  // namespace cabled
