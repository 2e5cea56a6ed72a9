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

std::vector<const RenditionRow*> renditions_of(const PageWrite& page) {
  std::vector<const RenditionRow*> all;
  if (page.rendition) all.push_back(&*page.rendition);
  for (const RenditionRow& row : page.further) all.push_back(&row);
  return all;
}

std::vector<std::string> cable_ids_of(const PageWrite& page) {
  std::vector<std::string> ids;
  for (const RenditionRow* row : renditions_of(page)) ids.push_back(row->cable_id);
  return ids;
}

}  // namespace cabled::db
