#include "db/corpus/cable_publish.h"

#include "db/corpus/common_words.h"
#include "db/corpus/twins.h"
#include "db/corpus/words_index.h"
#include "db/sql/array_parameter.h"
#include "db/sql/binary_array.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"
#include "parsers/words/search_vector.h"

namespace cabled::db {
namespace {

// The fields named first tell of one text and its page, so they come with that text. Eight
// renditions give fields and sixty-four sections: a hostile crowd of texts costs no more.
//
// A best text that ends as the last section does has all sections.
constexpr const char* kMakeAnew = R"sql(
  WITH ranked AS MATERIALIZED (
    SELECT r.cable_id, r.content_key, r.fields, r.text,
           row_number() OVER (PARTITION BY r.cable_id
                              ORDER BY r.completeness DESC, r.content_key) AS rank
      FROM rendition r
     WHERE r.cable_id = ANY($1::text[]) AND r.superseded_at IS NULL),
  field AS (
    SELECT DISTINCT ON (r.cable_id, f.key) r.cable_id, f.key, f.value, r.content_key, r.rank
      FROM ranked r, jsonb_each(r.fields) AS f
     WHERE r.rank = 1
        OR (r.rank <= 8
            AND f.key <> ALL (ARRAY['id', 'id_as_found', 'section', 'sections', 'partial_extract',
                                    'cancelled', 'corrected_copy', 'text_lost', 'withdrawn',
                                    'damage', 'source', 'locator', 'warnings']))
     ORDER BY r.cable_id, f.key, f.value IN ('null', '[]', '{}'), r.rank),
  merged AS (
    SELECT cable_id, jsonb_object_agg(key, value) AS fields,
           coalesce(jsonb_object_agg(key, encode(content_key, 'hex'))
                      FILTER (WHERE rank > 1 AND value NOT IN ('null', '[]', '{}')),
                    '{}') AS sources
      FROM field
     GROUP BY cable_id),
  part AS (
    SELECT DISTINCT ON (cable_id, section) cable_id, section, sections, text
      FROM (SELECT cable_id, rank, text, (fields ->> 'section')::int AS section,
                   (fields ->> 'sections')::int AS sections
              FROM ranked
             WHERE rank <= 64) AS s
     WHERE sections BETWEEN 2 AND 64 AND section BETWEEN 1 AND sections
     ORDER BY cable_id, section, rank),
  whole AS (
    SELECT cable_id, string_agg(text, '' ORDER BY section) AS text,
           (array_agg(text ORDER BY section DESC))[1] AS last
      FROM part
     GROUP BY cable_id
    HAVING count(*) = max(sections) AND min(sections) = max(sections)),
  best AS (
    SELECT r.cable_id, r.content_key, r.text, w.text AS assembled
      FROM ranked r
      LEFT JOIN whole w
        ON w.cable_id = r.cable_id
       AND strpos(regexp_replace(r.text, '\s+', ' ', 'g'),
                  right(regexp_replace(w.last, '\s+', ' ', 'g'), 150)) = 0
     WHERE r.rank = 1),
  made AS (
    SELECT b.*, m.fields, m.sources,
           ARRAY(SELECT jsonb_array_elements_text(m.fields -> 'tags')) AS tags
      FROM best b
      JOIN merged m ON m.cable_id = b.cable_id)
  SELECT c.id, encode(m.content_key, 'hex') AS best_key, m.fields::text AS fields,
         m.sources::text AS sources, m.assembled, m.fields ->> 'subject' AS subject,
         array_to_string(m.tags, ' ') AS tags, coalesce(m.assembled, m.text) AS text
    FROM made m
    JOIN cable c ON c.id = m.cable_id
   WHERE c.best_key <> m.content_key OR c.fields <> m.fields OR c.field_sources <> m.sources
      OR c.assembled IS DISTINCT FROM m.assembled
)sql";

constexpr const char* kPublish = R"sql(
  UPDATE cable c
     SET year = (m.fields ->> 'year')::int, station = m.fields ->> 'station',
         serial = (m.fields ->> 'serial')::bigint,
         sent_at = (m.fields ->> 'sent_at')::timestamptz,
         classification = m.fields ->> 'classification',
         tags = ARRAY(SELECT jsonb_array_elements_text(m.fields -> 'tags')),
         subject = m.fields ->> 'subject', fields = m.fields, field_sources = m.sources,
         assembled = m.assembled, best_key = decode(m.best_key, 'hex'), changed_at = now(),
         search = m.search, pairs = m.pairs::smallint[]
    FROM unnest($1::text[], $2::text[], $3::jsonb[], $4::jsonb[], $5::text[], $6::tsvector[],
                $7::text[])
      AS m(id, best_key, fields, sources, assembled, search, pairs)
   WHERE c.id = m.id
)sql";

std::string vector_of(const pqxx::row& row, const std::string& id) {
  const auto subject = get<OptionalText>(row, "subject").value_or("");
  const auto tags = get<std::string>(row, "tags");
  const auto text = get<std::string>(row, "text");
  return words::search_vector({id, tags, subject, text});
}

}  // namespace

std::vector<std::string> publish_cables(pqxx::work& tx, const std::set<std::string>& cables) {
  std::vector<std::string> changed;
  if (cables.empty()) return changed;
  // The next statement then sees all that was committed while this one waited, so the last of
  // several writers publishes from the renditions of all.
  lock_cables(tx, cables);
  TextArray ids, keys, assembled, pairs;
  JsonArray fields, sources;
  VectorArray search;
  const words::CommonWords common = newest_common_words(tx);
  for (const auto& row : execute(tx, kMakeAnew, array_literal({cables.begin(), cables.end()}))) {
    const auto id = get<std::string>(row, "id");
    ids.add(id);
    keys.add(get<std::string>(row, "best_key"));
    fields.add(get<std::string>(row, "fields"));
    sources.add(get<std::string>(row, "sources"));
    assembled.add(get<OptionalText>(row, "assembled"));
    const std::string vector = vector_of(row, id);
    search.add(vector);
    pairs.add(pairs_literal(common, vector));
    changed.push_back(id);
  }
  if (changed.empty()) return changed;
  give_room_for_words(tx);
  execute(tx, kPublish, ids.parameter(), keys.parameter(), fields.parameter(), sources.parameter(),
          assembled.parameter(), search.parameter(), pairs.parameter());
  return changed;
}

}  // namespace cabled::db
