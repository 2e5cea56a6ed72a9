#include "db/corpus/cable_store.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "db/corpus/cable_publish.h"
#include "db/corpus/cable_texts.h"
#include "db/corpus/link_store.h"
#include "db/corpus/twins.h"
#include "db/feed/change_store.h"
#include "db/sql/array_parameter.h"
#include "db/sql/binary_array.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

// xmax is zero exactly in a row that this statement inserted.
constexpr const char* kInsertSightings = R"sql(
  INSERT INTO sighting AS t (rendition_id, url, site, capture_id, first_seen_at, last_seen_at)
  SELECT DISTINCT ON (rendition_id, url COLLATE "C") rendition_id, url, site, capture_id,
         'epoch'::timestamptz + at * interval '1 microsecond',
         'epoch'::timestamptz + at * interval '1 microsecond'
    FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::bigint[])
      AS s(rendition_id, url, site, capture_id, at)
   ORDER BY rendition_id, url COLLATE "C", at
  ON CONFLICT (rendition_id, url) DO UPDATE
    SET last_seen_at = greatest(t.last_seen_at, excluded.last_seen_at), superseded_at = NULL,
        capture_id = CASE WHEN t.superseded_at IS NULL THEN t.capture_id
                          ELSE excluded.capture_id END
  RETURNING rendition_id, url, capture_id, xmax = 0 AS is_new
)sql";

constexpr const char* kInsertResightings = R"sql(
  INSERT INTO resighting (rendition_id, url, capture_id)
  SELECT DISTINCT rendition_id, url COLLATE "C", capture_id
    FROM unnest($1::bigint[], $2::text[], $3::bigint[]) AS s(rendition_id, url, capture_id)
   ORDER BY 1, 2, 3
  ON CONFLICT DO NOTHING
)sql";

// After the sightings went in: who supersedes a rendition holds its row until he has committed, and
// a sighting waits for that row.
constexpr const char* kRevive = R"sql(
  UPDATE rendition
     SET superseded_at = NULL
   WHERE id = ANY($1::bigint[]) AND superseded_at IS NOT NULL
  RETURNING id, cable_id
)sql";

using SightingKey = std::pair<std::int64_t, std::string>;  // rendition id, url

/// The texts of a batch of pages, on their way into the tables.
class CableBatch {
 public:
  CableBatch(pqxx::work& tx, std::span<const TextOfPage> given)
      : tx_(tx), given_(given), texts_(store_texts(tx, given)) {}

  // Cables come last, so that whoever waits for one holds no row that its holder may want. One
  // answer a text, in order.
  std::vector<Stored> store() {
    touched_ = changed_by_new_texts();
    store_sightings();
    revive();
    std::vector<Stored> answers = tell_texts();
    const std::vector<StoredCableLink> links = store_links();
    publish();
    for (const StoredCableLink& link : links) changes_.link(link.from_id, link.kind, link.to_id);
    changes_.write(tx_);
    return answers;
  }

 private:
  // A cable that was there before, or came with several texts at once.
  std::set<std::string> changed_by_new_texts() const {
    std::set<std::string> touched;
    std::string last_new;
    for (const auto& [cable_id, key] : texts_.new_renditions) {
      if (!texts_.new_cables.contains(cable_id) || cable_id == last_new) touched.insert(cable_id);
      last_new = cable_id;
    }
    return touched;
  }

  void store_sightings() {
    BigintArray rendition, capture, at;
    TextArray url, site;
    for (const TextOfPage& text : given_) {
      rendition.add(texts_.rendition_ids.at(key_of(*text.row)));
      url.add(text.page->capture->url.str());
      site.add(text.row->site);
      capture.add(text.capture);
      at.add(text.page->capture->fetched_at.count());
    }
    std::map<SightingKey, std::int64_t> made_of;  // capture
    for (const auto& row : execute(tx_, kInsertSightings, rendition.parameter(), url.parameter(),
                                   site.parameter(), capture.parameter(), at.parameter())) {
      const SightingKey key(get<std::int64_t>(row, "rendition_id"), get<std::string>(row, "url"));
      if (get<bool>(row, "is_new")) fresh_sightings_.insert(key);
      made_of.emplace(key, get<std::int64_t>(row, "capture_id"));
    }
    store_resightings(made_of);
  }

  // What a sighting does not say: which other captures of its URL gave the text.
  void store_resightings(const std::map<SightingKey, std::int64_t>& made_of) {
    ArrayParameter rendition;
    ArrayParameter url;
    ArrayParameter capture;
    bool any = false;
    for (const TextOfPage& text : given_) {
      const SightingKey key(texts_.rendition_ids.at(key_of(*text.row)),
                            text.page->capture->url.str());
      if (made_of.at(key) == text.capture) continue;
      any = true;
      rendition.add(key.first);
      url.add(key.second);
      capture.add(text.capture);
    }
    if (!any) return;
    execute(tx_, kInsertResightings, rendition.literal(), url.literal(), capture.literal());
  }

  void revive() {
    BigintArray known;
    for (const auto& [key, id] : texts_.rendition_ids) {
      if (!texts_.new_renditions.contains(key)) known.add(id);
    }
    if (known.size() == 0) return;
    for (const auto& row : execute(tx_, kRevive, known.parameter())) {
      revived_.insert(get<std::int64_t>(row, "id"));
      touched_.insert(get<std::string>(row, "cable_id"));
    }
  }

  // Of several pages that carry one new text, the first by URL brought it, as in store_texts();
  // the others are sightings of it.
  std::map<RenditionKey, std::string> bringers() const {
    std::map<RenditionKey, std::string> bringer;
    for (const TextOfPage& text : given_) {
      const std::string& url = text.page->capture->url.str();
      const auto [found, inserted] = bringer.emplace(key_of(*text.row), url);
      if (!inserted) found->second = std::min(found->second, url);
    }
    return bringer;
  }

  std::vector<Stored> tell_texts() {
    const std::map<RenditionKey, std::string> bringer = bringers();
    std::vector<Stored> answers(given_.size(), Stored::kKnown);
    std::set<std::string> new_cables = texts_.new_cables;
    for (std::size_t i = 0; i < given_.size(); ++i) {
      const RenditionRow& row = *given_[i].row;
      const std::string& url = given_[i].page->capture->url.str();
      const RenditionKey key = key_of(row);
      const std::int64_t rendition_id = texts_.rendition_ids.at(key);
      if (bringer.at(key) == url && texts_.new_renditions.erase(key) > 0) {
        const bool new_cable = new_cables.erase(row.cable_id) > 0;
        answers[i] = new_cable ? Stored::kNewCable : Stored::kNewRendition;
        if (new_cable) changes_.cable(row.cable_id, ChangeLog::CableChange::kNew);
        changes_.rendition(row.cable_id, rendition_id);
        look_for_links(row, rendition_id);
      } else if (revived_.erase(rendition_id) > 0) {
        look_for_links(row, rendition_id);
      }
      if (fresh_sightings_.erase({rendition_id, url}) > 0) {
        changes_.sighting(row.cable_id, rendition_id, url);
      }
    }
    return answers;
  }

  // A text that comes back meets those that came while it was gone.
  void look_for_links(const RenditionRow& row, std::int64_t rendition_id) {
    near_.add(rendition_id, row.bands);
    for (const CableLink& link : row.links) named_.add(row.cable_id, link.kind, link.to_id);
  }

  std::vector<StoredCableLink> store_links() {
    std::vector<StoredCableLink> links = named_.write(tx_);
    for (StoredCableLink& link : near_.write(tx_)) {
      if (link.kind == "malformed_twin") twins_.merge(std::set{link.from_id, link.to_id});
      links.push_back(std::move(link));
    }
    return links;
  }

  void publish() {
    std::set<std::string> concerned = touched_;
    concerned.insert(twins_.begin(), twins_.end());
    lock_cables(tx_, concerned);
    std::set<std::string> changed;
    for (const std::string& id : publish_cables(tx_, touched_)) {
      if (!texts_.new_cables.contains(id)) changed.insert(id);
    }
    changed.merge(unite_twins(tx_, concerned));
    for (const std::string& id : changed) changes_.cable(id, ChangeLog::CableChange::kChanged);
  }

  pqxx::work& tx_;
  std::span<const TextOfPage> given_;
  StoredTexts texts_;
  std::set<std::string> touched_;   // cables with another set of texts than before
  std::set<std::string> twins_;     // both ends of new links between twins
  std::set<std::int64_t> revived_;  // renditions
  std::set<SightingKey> fresh_sightings_;
  NamedLinks named_;
  NearDuplicates near_;
  ChangeLog changes_;
};

}  // namespace

std::vector<StoredPage> store_cables(pqxx::work& tx, std::span<const PageWrite* const> pages,
                                     std::span<const std::optional<std::int64_t>> captures) {
  std::vector<StoredPage> answers(pages.size());
  std::vector<TextOfPage> texts;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    for (const RenditionRow* row : renditions_of(*pages[i])) {
      texts.push_back({pages[i], row, captures[i].value(), i});
    }
  }
  if (texts.empty()) return answers;
  const std::vector<Stored> stored = CableBatch(tx, texts).store();
  for (std::size_t k = 0; k < texts.size(); ++k) {
    StoredPage& answer = answers[texts[k].place];
    answer.as = std::min(answer.as, stored[k]);
    if (stored[k] == Stored::kNewCable) ++answer.new_cables;
    if (stored[k] == Stored::kNewRendition) ++answer.new_renditions;
  }
  return answers;
}

}  // namespace cabled::db
