#include "parsers/dedup/content_key.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "parsers/model/ascii.h"

namespace cabled {
namespace {

struct Exchange {
  std::string_view from;
  std::string_view to;
};

// Everything else above ASCII is kept as it is.
constexpr std::array<Exchange, 16> kExchanges{{
    {"\u00A0", " "},
    {"\u202F", " "},
    {"\u2007", " "},
    {"\u2028", " "},
    {"\u2029", " "},
    {"\u00AD", ""},
    {"\u00B6", ""},
    {"\u2018", "'"},
    {"\u2019", "'"},
    {"\u201C", "\""},
    {"\u201D", "\""},
    {"\u2013", "-"},
    {"\u2014", "-"},
    {"\u2026", "..."},
    {"\uFEFF", ""},
    {"\u00B4", "'"},
}};

static_assert(std::ranges::all_of(kExchanges, [](const Exchange& exchange) {
  return exchange.to.size() <= exchange.from.size();
}));

const Exchange* exchange_at(std::string_view text) {
  for (const Exchange& exchange : kExchanges) {
    if (text.starts_with(exchange.from)) return &exchange;
  }
  return nullptr;
}

/// Makes one blank of white space. `size`: bytes that will be put, at most.
class Normalizer {
 public:
  explicit Normalizer(std::size_t size) : out_(size, '\0') {}

  void put(std::string_view text) {
    char* at = out_.data() + size_;
    for (const char c : text) {
      const bool space = ascii::is_space(c);
      *at = space ? ' ' : c;
      // Of a run of white space, and of what stands at the front, the next byte takes the place.
      const bool takes_none = space && after_space_;
      at += takes_none ? 0 : 1;
      after_space_ = space;
    }
    size_ = static_cast<std::size_t>(at - out_.data());
  }

  std::string take() {
    const bool blank_at_end = size_ > 0 && after_space_;
    out_.resize(size_ - (blank_at_end ? 1 : 0));
    return std::move(out_);
  }

 private:
  std::string out_;
  std::size_t size_ = 0;
  bool after_space_ = true;
};

}  // namespace

std::string normalized_text(std::string_view text) {
  constexpr auto kIsHigh = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  Normalizer normalizer(text.size());  // no exchange is longer than what it stands for
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t high = ascii::find_byte(text, i, kIsHigh);
    normalizer.put(text.substr(i, high - i));
    i = high;
    if (i == text.size()) break;
    const Exchange* const exchange = exchange_at(text.substr(i));
    const std::size_t size = exchange == nullptr ? 1 : exchange->from.size();
    normalizer.put(exchange == nullptr ? text.substr(i, size) : exchange->to);
    i += size;
  }
  return normalizer.take();
}

Digest content_key(std::string_view text) { return Digest::of(normalized_text(text)); }

}  // namespace cabled
