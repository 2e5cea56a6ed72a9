#include "db/cable_store.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "db/array_parameter.h"
#include "db/cable_publish.h"
#include "db/cable_texts.h"
#include "db/change_store.h"
#include "db/link_store.h"

namespace cabled::db {
namespace {

// xmax is zero exactly in a row that this statement inserted.
constexpr const char* kInsertSightings =
    "INSERT INTO sighting AS t (rendition_id, url, site, capture_id, first_seen_at, last_seen_at)"
    " SELECT DISTINCT ON (rendition_id, url COLLATE \"C\") rendition_id, url, site,"
    "  capture_id,"
    "  'epoch'::timestamptz + at * interval '1 microsecond',"
    "  'epoch'::timestamptz + at * interval '1 microsecond'"
    " FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::bigint[])"
    "  AS s(rendition_id, url, site, capture_id, at) ORDER BY rendition_id, url COLLATE \"C\", at"
    " ON CONFLICT (rendition_id, url) DO UPDATE SET"
    "  last_seen_at = greatest(t.last_seen_at, excluded.last_seen_at), superseded_at = NULL,"
    "  capture_id = CASE WHEN t.superseded_at IS NULL THEN t.capture_id ELSE excluded.capture_id "
    "END"
    " RETURNING rendition_id, url, xmax = 0";

// After the sightings went in: who supersedes a rendition holds its row until he has committed, and
// a sighting waits for that row.
constexpr const char* kRevive =
    "UPDATE rendition SET superseded_at = NULL"
    " WHERE id = ANY($1::bigint[]) AND superseded_at IS NOT NULL RETURNING cable_id";

using SightingKey = std::pair<std::int64_t, std::string>;  // rendition id, url

/// A batch of pages that hold cables, on its way into the tables.
class CableBatch {
 public:
  CableBatch(pqxx::work& tx, std::span<const PageWrite* const> pages,
             std::span<const std::int64_t> captures)
      : tx_(tx), pages_(pages), captures_(captures), texts_(store_texts(tx, pages)) {}

  std::vector<Stored> store() {
    publish_touched();
    store_sightings();
    std::vector<Stored> answers = tell_pages();
    store_links();
    changes_.write(tx_);
    return answers;
  }

 private:
  // A cable that was there before, or came with several texts at once.
  void publish_touched() {
    std::set<std::string> touched;
    std::string last_new;
    for (const auto& [cable_id, key] : texts_.new_renditions) {
      if (!texts_.new_cables.contains(cable_id) || cable_id == last_new) touched.insert(cable_id);
      last_new = cable_id;
    }
    publish(touched);
  }

  void publish(const std::set<std::string>& cables) {
    for (const std::string& id : publish_cables(tx_, cables)) {
      if (!texts_.new_cables.contains(id)) republished_.insert(id);
    }
    for (const std::string& id : unite_twins(tx_, {cables.begin(), cables.end()})) {
      republished_.insert(id);
    }
  }

  void store_sightings() {
    ArrayParameter rendition;
    ArrayParameter url;
    ArrayParameter site;
    ArrayParameter capture;
    ArrayParameter at;
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      const PageWrite& page = *pages_[i];
      rendition.add(texts_.rendition_ids.at(key_of(*page.rendition)));
      url.add(page.capture->url.str());
      site.add(page.rendition->site);
      capture.add(captures_[i]);
      at.add(page.capture->fetched_at.count());
    }
    for (const auto& row : tx_.exec_params(kInsertSightings, rendition.literal(), url.literal(),
                                           site.literal(), capture.literal(), at.literal())) {
      if (row[2].as<bool>()) {
        fresh_sightings_.emplace(row[0].as<std::int64_t>(), row[1].as<std::string>());
      }
    }
    std::set<std::string> revived;
    for (const auto& row : tx_.exec_params(kRevive, rendition.literal())) {
      revived.insert(row[0].as<std::string>());
    }
    publish(revived);
  }

  // Of several pages that carry one new text, the first by URL brought it, as in store_texts();
  // the others are sightings of it.
  std::map<RenditionKey, std::string> bringers() const {
    std::map<RenditionKey, std::string> bringer;
    for (const PageWrite* page : pages_) {
      const std::string& url = page->capture->url.str();
      const auto [found, inserted] = bringer.emplace(key_of(*page->rendition), url);
      if (!inserted) found->second = std::min(found->second, url);
    }
    return bringer;
  }

  std::vector<Stored> tell_pages() {
    const std::map<RenditionKey, std::string> bringer = bringers();
    std::vector<Stored> answers(pages_.size(), Stored::kKnown);
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      const RenditionRow& row = *pages_[i]->rendition;
      const std::string& url = pages_[i]->capture->url.str();
      const RenditionKey key = key_of(row);
      const std::int64_t rendition_id = texts_.rendition_ids.at(key);
      if (bringer.at(key) == url && texts_.new_renditions.erase(key) > 0) {
        const bool new_cable = texts_.new_cables.erase(row.cable_id) > 0;
        answers[i] = new_cable ? Stored::kNewCable : Stored::kNewRendition;
        if (new_cable) changes_.cable(row.cable_id, ChangeLog::CableChange::kNew);
        changes_.rendition(row.cable_id, rendition_id);
        near_.add(rendition_id, row.bands);
        for (const CableLink& link : row.links) named_.add(row.cable_id, link.kind, link.to_id);
      }
      if (fresh_sightings_.erase({rendition_id, url}) > 0) {
        changes_.sighting(row.cable_id, rendition_id, url);
      }
    }
    for (const std::string& id : republished_) {
      changes_.cable(id, ChangeLog::CableChange::kChanged);
    }
    return answers;
  }

  void store_links() {
    for (const StoredCableLink& link : named_.write(tx_)) {
      changes_.link(link.from_id, link.kind, link.to_id);
    }
    const NearDuplicates::Found found = near_.write(tx_);
    for (const StoredCableLink& link : found.links) {
      changes_.link(link.from_id, link.kind, link.to_id);
    }
    for (const std::string& id : found.twins) {
      changes_.cable(id, ChangeLog::CableChange::kChanged);
    }
  }

  pqxx::work& tx_;
  std::span<const PageWrite* const> pages_;
  std::span<const std::int64_t> captures_;
  StoredTexts texts_;
  std::set<std::string> republished_;
  std::set<SightingKey> fresh_sightings_;
  NamedLinks named_;
  NearDuplicates near_;
  ChangeLog changes_;
};

}  // namespace

std::vector<Stored> store_cables(pqxx::work& tx, std::span<const PageWrite* const> pages,
                                 std::span<const std::optional<std::int64_t>> captures) {
  std::vector<Stored> answers(pages.size(), Stored::kNoCable);
  std::vector<const PageWrite*> cables;
  std::vector<std::int64_t> cable_captures;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (!pages[i]->rendition) continue;
    cables.push_back(pages[i]);
    cable_captures.push_back(captures[i].value());
    places.push_back(i);
  }
  if (cables.empty()) return answers;
  const std::vector<Stored> stored = CableBatch(tx, cables, cable_captures).store();
  for (std::size_t k = 0; k < places.size(); ++k) answers[places[k]] = stored[k];
  return answers;
}

}  // namespace cabled::db
