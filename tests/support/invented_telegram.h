#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cabled::test {

/// What a line of an invented telegram is, so that a dress or a damage finds it.
enum class Part {
  kBlank,
  kEnvelope,
  kDe,
  kGroup,
  kFrom,
  kTo,
  kInfo,
  kClassification,
  kCaption,
  kOrder,
  kTags,
  kSubject,
  kReference,
  kClassifiedBy,
  kHeading,
  kParagraph,  ///< the first line of one
  kProse,
  kMarker,
  kSigner,
};

struct InventedLine {
  Part part;
  std::string text;
};

using InventedTelegram = std::vector<InventedLine>;

/// Numbers from a seed, the same on every machine (xorshift of 32 bits).
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : state_(seed * 2654435761U + 1U) {}

  std::size_t below(std::size_t limit) {
    state_ ^= state_ << 13U;
    state_ ^= state_ >> 17U;
    state_ ^= state_ << 5U;
    return state_ % limit;
  }

  template <std::size_t N>
  std::string_view one_of(const std::array<std::string_view, N>& words) {
    return words[below(N)];
  }

 private:
  std::uint32_t state_;
};

/// Sentences about nothing that happened, in paragraphs typed to a width as a machine does.
std::vector<std::string> typed_paragraph(Dice& dice, const std::string& mark, std::size_t width);

/// A telegram of three to six numbered paragraphs with the usual header.
InventedTelegram invented_telegram(std::uint32_t seed);

/// Its lines, with the line end behind each.
std::string text_of(const InventedTelegram& telegram);

/// Places of the lines that are `part`.
std::vector<std::size_t> places_of(const InventedTelegram& telegram, Part part);

}  // namespace cabled::test
