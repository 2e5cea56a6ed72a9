#include "daemon/serve/pages/copies_shown.h"

#include <algorithm>
#include <set>
#include <utility>

#include "daemon/serve/pages/failure_pages.h"
#include "parsers/cable/station/canonical_id.h"
#include "parsers/dedup/known_text.h"

namespace cabled::serve {
namespace {

// A page of a thousand links is read by nobody.
constexpr int kMostCaptures = 500;
// As many as publishing looks at for a field.
constexpr std::size_t kBest = 8;

std::optional<CopiesShown> find_copies(pqxx::work& tx, const std::string& id) {
  auto stored = db::find_cable(tx, id);
  if (!stored) return std::nullopt;
  CopiesShown copies;
  copies.stored = std::move(*stored);
  const std::string& own = copies.stored.id;
  copies.fields = nlohmann::ordered_json::parse(copies.stored.fields);
  copies.fields_of_copies = db::fields_of_copies(tx, own);
  copies.captures = db::captures_of_copies(tx, own, kMostCaptures);
  std::set<std::string> others;
  for (const db::StoredLink& link : copies.stored.links) {
    if (link.kind != "reference") others.insert(link.other_id);
  }
  for (db::CableTitle& title : db::cable_titles(tx, {others.begin(), others.end()})) {
    std::string held = title.id;
    copies.related.emplace(std::move(held), std::move(title));
  }
  return copies;
}

}  // namespace

Address CopiesShown::compare(std::size_t a, std::size_t b) const {
  return address()
      .below("compare")
      .with("a", stored.renditions.at(a).content_key)
      .with("b", stored.renditions.at(b).content_key);
}

std::string CopiesShown::sites(std::size_t place) const {
  const auto& sightings = stored.renditions.at(place).sightings;
  if (sightings.empty()) return "seen nowhere any more";
  std::set<std::string> sites;
  for (const db::StoredSighting& seen : sightings) sites.insert(seen.site);
  const auto first = std::ranges::min_element(sightings, {}, &db::StoredSighting::first_seen_at);
  std::string out = first->site;
  if (sites.size() > 1) out += " and " + std::to_string(sites.size() - 1) + " more";
  return out;
}

std::string CopiesShown::known() const {
  std::vector<std::string_view> texts{stored.text};
  for (const db::StoredRendition& rendition : stored.renditions) {
    if (texts.size() == kBest) break;
    texts.push_back(rendition.text);
  }
  return known_text(texts);
}

std::variant<CopiesShown, HttpResponse> load_copies(const Visit& visit, std::string_view page) {
  const std::string& asked = visit.captured[0];
  const Result<CableId> canonical = canonical_id(asked);
  const std::string id = canonical ? canonical->text() : asked;
  auto copies = visit.site.database.ask([&](pqxx::work& tx) { return find_copies(tx, id); });
  if (!copies) return unanswered_page(visit, copies.error());
  if (!*copies) return not_found_page(visit, "No cable has the number '" + asked + "' here.");
  if ((*copies)->stored.id != asked) {
    return moved_page(
        visit, Address("/cable", visit.request.query).below((*copies)->stored.id).below(page));
  }
  return std::move(**copies);
}

}  // namespace cabled::serve
