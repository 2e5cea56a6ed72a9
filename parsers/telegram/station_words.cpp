#include "parsers/telegram/station_words.h"

#include <algorithm>
#include <array>

#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

using namespace std::literals;

// What stands before the last word of stations of several words; each ends in a blank.
constexpr auto kPrefixes = std::to_array<std::string_view>({
    "ABU ",       "ADDIS ",       "AIT ",       "BANDAR SERI ",  "BELO ",
    "BUENOS ",    "CAPE ",        "CHIANG ",    "CIUDAD ",       "DAR ES ",
    "GUATEMALA ", "HO CHI MINH ", "HONG ",      "IRAN RPO ",     "KUALA ",
    "LA ",        "MEXICO ",      "NEW ",       "NUEVO ",        "PANAMA ",
    "PARIS ",     "PHNOM ",       "PORT ",      "PORT AU ",      "PORT LOUIS ",
    "PORT OF ",   "REO ",         "RIO ",       "RIO DE ",       "RIO DE JAN ",
    "SAN ",       "SANTO ",       "SAO ",       "SRI ",          "ST ",
    "TEL ",       "THE ",         "UN ",        "UNESCO PARIS ", "UNVIE ",
    "US ",        "USEU ",        "USUN ",      "USUN NEW ",     "USUNESCO PARIS ",
    "USDAO ",     "US MISSION ",  "USMISSION ",
});

// Three words name the longest stations ("RIO DE JANEIRO"); one more allows for "AMEMBASSY".
constexpr std::size_t kMostWords = 4;

}  // namespace

std::size_t station_prefix_size(std::string_view words_before) {
  std::size_t longest = 0;
  for (const std::string_view prefix : kPrefixes) {
    const bool ends = words_before.ends_with(prefix) &&
                      is_word_start(words_before, words_before.size() - prefix.size());
    if (ends) longest = std::max(longest, prefix.size());
  }
  return longest;
}

std::string joined_station(std::span<const std::string_view> words) {
  if (words.empty()) return {};
  std::string before;
  for (const std::string_view word : words.first(words.size() - 1)) {
    before += word;
    before += ' ';
  }
  std::string name = words.size() <= kMostWords
                         ? before
                         : before.substr(before.size() - station_prefix_size(before));
  name += words.back();
  std::erase(name, ' ');
  return name;
}

}  // namespace cabled
