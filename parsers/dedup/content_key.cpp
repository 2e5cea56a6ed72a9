#include "parsers/dedup/content_key.h"

#include <algorithm>
#include <array>
#include <cstddef>

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

std::string with_exchanges(std::string_view text) {
  constexpr auto kIsHigh = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  std::string out;
  out.reserve(text.size());  // no exchange is longer than what it stands for
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t high = ascii::find_rare_byte(text, i, kIsHigh);
    out += text.substr(i, high - i);
    i = high;
    if (i == text.size()) break;
    const Exchange* const exchange = exchange_at(text.substr(i));
    const std::size_t size = exchange == nullptr ? 1 : exchange->from.size();
    out += exchange == nullptr ? text.substr(i, size) : exchange->to;
    i += size;
  }
  return out;
}

/// Makes one blank of each run of blanks. Words are copied as a whole: few blanks stand in runs.
std::string without_runs_of_blanks(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t run = std::min(ascii::find_part(text, "  "), text.size());
    out += text.substr(0, std::min(run + 1, text.size()));
    text.remove_prefix(std::min(text.find_first_not_of(' ', run), text.size()));
  }
  return out;
}

}  // namespace

std::string normalized_text(std::string_view text) {
  std::string out = with_exchanges(text);
  ascii::turn_bytes(out, [](char c) { return ascii::is_space(c) ? ' ' : c; });
  return without_runs_of_blanks(ascii::trim(out));
}

Digest content_key(std::string_view text) { return Digest::of(normalized_text(text)); }

}  // namespace cabled
