#include "db/corpus/corpus_rows.h"

#include <algorithm>
#include <array>

namespace cabled::db {
namespace {

constexpr std::array kOutcomeWords{"cable", "not_a_cable", "block_page", "index",      "sitemap",
                                   "feed",  "cdx",         "redirect",   "http_error", "error"};

}  // namespace

const char* to_string(Outcome outcome) noexcept {
  return kOutcomeWords.at(static_cast<std::size_t>(outcome));
}

Outcome outcome_from(std::string_view word) {
  const auto* found = std::ranges::find(kOutcomeWords, word);
  return found == kOutcomeWords.end() ? Outcome::kError
                                      : static_cast<Outcome>(found - kOutcomeWords.begin());
}

bool is_well_read(Outcome outcome) noexcept {
  switch (outcome) {
    case Outcome::kCable:
    case Outcome::kIndex:
    case Outcome::kSitemap:
    case Outcome::kFeed:
    case Outcome::kCdx:
      return true;
    default:
      return false;
  }
}

}  // namespace cabled::db
