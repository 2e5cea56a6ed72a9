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

  void put(char c) {
    if (ascii::is_space(c)) {
      blank_ = true;
      return;
    }
    if (blank_ && size_ > 0) out_[size_++] = ' ';
    blank_ = false;
    out_[size_++] = c;
  }

  std::string take() {
    out_.resize(size_);
    return std::move(out_);
  }

 private:
  std::string out_;
  std::size_t size_ = 0;
  bool blank_ = false;
};

}  // namespace

std::string normalized_text(std::string_view text) {
  Normalizer normalizer(text.size());  // no exchange is longer than what it stands for
  for (std::size_t i = 0; i < text.size();) {
    const bool ascii_byte = static_cast<unsigned char>(text[i]) < 0x80;
    const Exchange* exchange = ascii_byte ? nullptr : exchange_at(text.substr(i));
    if (exchange == nullptr) {
      normalizer.put(text[i++]);
      continue;
    }
    for (const char c : exchange->to) normalizer.put(c);
    i += exchange->from.size();
  }
  return normalizer.take();
}

Digest content_key(std::string_view text) { return Digest::of(normalized_text(text)); }

}  // namespace cabled
