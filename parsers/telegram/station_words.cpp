#include "parsers/telegram/station_words.h"

#include <algorithm>
#include <array>

#include "parsers/telegram/scanner.h"

namespace cabled {
namespace {

using namespace std::literals;

// What stands before the last word of stations of several words, and which word that is; empty
// where it may be any, because no sentence has the words before it in capitals.
struct StationPrefix {
  std::string_view words;  ///< ends in a blank
  std::string_view last;
};

constexpr auto kPrefixes = std::to_array<StationPrefix>({
    {"ABU ", "DHABI"},       {"ADDIS ", "ABABA"},    {"AIT ", ""},
    {"BANDAR SERI ", ""},    {"BELO ", ""},          {"BUENOS ", ""},
    {"CAPE ", "TOWN"},       {"CHIANG ", ""},        {"CIUDAD ", ""},
    {"DAR ES ", ""},         {"GUATEMALA ", "CITY"}, {"HO CHI MINH ", ""},
    {"HONG ", "KONG"},       {"IRAN RPO ", ""},      {"KUALA ", ""},
    {"LA ", "PAZ"},          {"MEXICO ", "CITY"},    {"NEW ", "DELHI"},
    {"NEW ", "YORK"},        {"NUEVO ", "LAREDO"},   {"PANAMA ", "CITY"},
    {"PARIS ", "FR"},        {"PHNOM ", ""},         {"PORT ", "LOUIS"},
    {"PORT ", "MORESBY"},    {"PORT AU ", ""},       {"PORT OF ", "SPAIN"},
    {"PORTO ", "ALEGRE"},    {"REO ", ""},           {"RIO DE ", ""},
    {"RIO DE JAN ", "EIRO"}, {"SAN ", "JOSE"},       {"SAN ", "SALVADOR"},
    {"SAN ", "FRANCISCO"},   {"SANTO ", "DOMINGO"},  {"SAO ", "PAULO"},
    {"SRI ", "LANKA"},       {"ST ", "PETERSBURG"},  {"TEL ", "AVIV"},
    {"THE ", "HAGUE"},       {"UN ", "ROME"},        {"UNESCO PARIS ", ""},
    {"UNVIE ", ""},          {"US ", "MISSION"},     {"USEU ", ""},
    {"USUN ", ""},           {"USUN NEW ", ""},      {"USUNESCO PARIS ", ""},
    {"USDAO ", ""},          {"US MISSION ", ""},    {"USMISSION ", ""},
});

// Three words name the longest stations ("RIO DE JANEIRO"); one more allows for "AMEMBASSY".
constexpr std::size_t kMostWords = 4;

}  // namespace

std::size_t station_prefix_size(std::string_view words_before, std::string_view last) {
  std::size_t longest = 0;
  for (const StationPrefix& prefix : kPrefixes) {
    if (!prefix.last.empty() && prefix.last != last) continue;
    const bool ends = words_before.ends_with(prefix.words) &&
                      is_word_start(words_before, words_before.size() - prefix.words.size());
    if (ends) longest = std::max(longest, prefix.words.size());
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
                         : before.substr(before.size() - station_prefix_size(before, words.back()));
  name += words.back();
  std::erase(name, ' ');
  return name;
}

}  // namespace cabled
