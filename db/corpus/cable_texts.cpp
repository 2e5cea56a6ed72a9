#include "db/corpus/cable_texts.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "db/corpus/common_words.h"
#include "db/corpus/words_index.h"
#include "db/sql/array_parameter.h"
#include "db/sql/binary_array.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"
#include "parsers/words/search_vector.h"

namespace cabled::db {
namespace {

// Indexes used: cable_pkey, rendition_cable_id_content_key_key.
constexpr const char* kLookUp = R"sql(
  SELECT s.n, r.id AS rendition_id, c.id IS NOT NULL AS has_cable
    FROM unnest($1::text[], $2::bytea[]) WITH ORDINALITY AS s(cable_id, content_key, n)
    LEFT JOIN cable c ON c.id = s.cable_id
    LEFT JOIN rendition r ON r.cable_id = s.cable_id AND r.content_key = s.content_key
)sql";

// Another writer may have brought it meanwhile: he is waited for, and his stays.
constexpr const char* kInsertCables = R"sql(
  INSERT INTO cable (id, year, station, serial, sent_at, classification, tags, subject, fields,
                     search, pairs, best_key, doubtful)
  SELECT id, year, station, serial, sent_at::timestamptz, classification, tags::text[], subject,
         fields, search, pairs::smallint[], best_key, doubtful
    FROM unnest($1::text[], $2::int[], $3::text[], $4::bigint[], $5::text[], $6::text[],
                $7::text[], $8::text[], $9::jsonb[], $10::tsvector[], $11::text[], $12::bytea[],
                $13::boolean[])
      AS s(id, year, station, serial, sent_at, classification, tags, subject, fields, search,
           pairs, best_key, doubtful)
  ON CONFLICT (id) DO NOTHING
  RETURNING id
)sql";

// The fields of a text that has just become a cable are there, and read already: reading JSON takes
// PostgreSQL 25 us a text.
constexpr const char* kInsertRenditions = R"sql(
  INSERT INTO rendition (cable_id, content_key, text, fields, fingerprint, bands, completeness,
                         parser_version, first_url)
  SELECT cable_id, content_key, text,
         coalesce(fields, (SELECT c.fields FROM cable c WHERE c.id = s.cable_id)), fingerprint,
         bands::bigint[], completeness, parser, url
    FROM unnest($1::text[], $2::bytea[], $3::text[], $4::jsonb[], $5::bigint[], $6::text[],
                $7::int[], $8::int[], $9::text[])
      AS s(cable_id, content_key, text, fields, fingerprint, bands, completeness, parser, url)
  ON CONFLICT (cable_id, content_key) DO NOTHING
  RETURNING id, cable_id, encode(content_key, 'hex') AS content_key
)sql";

/// A text of the batch and the page that brings it: of several the first by URL.
struct BroughtText {
  RenditionKey key;
  const TextOfPage* from;

  const RenditionRow& row() const { return *from->row; }
  const CaptureRow& capture() const { return *from->page->capture; }
  const std::string& url() const { return capture().url.str(); }
};

// In the order of their keys, by bytes: the order in which all writers take them.
std::vector<BroughtText> distinct_texts(std::span<const TextOfPage> given) {
  std::vector<BroughtText> texts;
  texts.reserve(given.size());
  for (const TextOfPage& text : given) texts.push_back({key_of(*text.row), &text});
  std::ranges::sort(texts, [](const BroughtText& a, const BroughtText& b) {
    return std::tie(a.key, a.url()) < std::tie(b.key, b.url());
  });
  const auto is_same = [](const BroughtText& a, const BroughtText& b) { return a.key == b.key; };
  texts.erase(std::unique(texts.begin(), texts.end(), is_same), texts.end());
  return texts;
}

std::vector<std::string> band_texts(const RenditionRow& row) {
  std::vector<std::string> texts;
  texts.reserve(row.bands.size());
  for (const std::int64_t band : row.bands) texts.push_back(std::to_string(band));
  return texts;
}

std::string vector_of(const RenditionRow& row) {
  const std::string tags = fmt::format("{}", fmt::join(row.tags, " "));
  const std::string_view subject = row.subject ? *row.subject : std::string_view();
  return words::search_vector({row.cable_id, tags, subject, row.text});
}

struct CableColumns {
  TextArray id, station, sent, classification, tags, subject, pairs;
  IntegerArray year;
  BigintArray serial;
  JsonArray fields;
  VectorArray search;
  BytesArray key;
  BooleanArray doubtful;

  void add(const RenditionRow& row, const words::CommonWords& common) {
    const std::string vector = vector_of(row);
    id.add(row.cable_id);
    year.add(row.year);
    station.add(row.station);
    serial.add(row.serial);
    sent.add(row.sent_at);
    classification.add(row.classification);
    tags.add(array_literal(row.tags));
    subject.add(row.subject);
    fields.add(row.fields);
    search.add(vector);
    pairs.add(pairs_literal(common, vector));
    key.add(row.content_key.bytes());
    doubtful.add(row.doubtful_id);
  }
};

struct RenditionColumns {
  TextArray cable_id, text, bands, url;
  BytesArray key;
  JsonArray fields;
  BigintArray fingerprint;
  IntegerArray completeness, parser;

  enum class Fields { kSent, kOfTheCable };

  void add(const BroughtText& brought, Fields where) {
    const RenditionRow& row = brought.row();
    cable_id.add(row.cable_id);
    key.add(row.content_key.bytes());
    text.add(row.text);
    if (where == Fields::kSent) {
      fields.add(row.fields);
    } else {
      fields.add_null();
    }
    fingerprint.add(row.fingerprint);
    bands.add(array_literal(band_texts(row)));
    completeness.add(row.completeness);
    parser.add(brought.capture().parser_version);
    url.add(brought.url());
  }
};

/// The texts of a batch on their way into the tables.
class TextBatch {
 public:
  TextBatch(pqxx::work& tx, std::span<const TextOfPage> given)
      : tx_(tx), texts_(distinct_texts(given)) {}

  StoredTexts store() {
    look_up();
    insert_cables();
    insert_renditions();
    if (newest_ > 0) count_words_when_due(tx_, newest_);
    if (stored_.rendition_ids.size() < texts_.size()) look_up();
    return std::move(stored_);
  }

 private:
  void look_up() {
    TextArray cable_id;
    BytesArray key;
    for (const BroughtText& text : texts_) {
      cable_id.add(text.row().cable_id);
      key.add(text.row().content_key.bytes());
    }
    has_cable_.assign(texts_.size(), false);
    for (const auto& row : execute(tx_, kLookUp, cable_id.parameter(), key.parameter())) {
      const auto n = get<std::size_t>(row, "n") - 1;
      has_cable_[n] = get<bool>(row, "has_cable");
      if (const auto id = get<std::optional<std::int64_t>>(row, "rendition_id")) {
        stored_.rendition_ids.emplace(texts_[n].key, *id);
      }
    }
  }

  // Of several texts of a new cable the best makes it.
  void insert_cables() {
    CableColumns columns;
    words::CommonWords common;
    for (std::size_t i = 0; i < texts_.size();) {
      const std::size_t first = i;
      std::size_t best = i;
      for (; i < texts_.size() && texts_[i].key.first == texts_[first].key.first; ++i) {
        if (texts_[i].row().completeness > texts_[best].row().completeness) best = i;
      }
      if (has_cable_[first]) continue;
      if (makers_.empty()) common = newest_common_words(tx_);
      columns.add(texts_[best].row(), common);
      makers_.insert(texts_[best].key);
    }
    if (makers_.empty()) return;
    give_room_for_words(tx_);
    CableColumns& c = columns;
    for (const auto& row : execute(
             tx_, kInsertCables, c.id.parameter(), c.year.parameter(), c.station.parameter(),
             c.serial.parameter(), c.sent.parameter(), c.classification.parameter(),
             c.tags.parameter(), c.subject.parameter(), c.fields.parameter(), c.search.parameter(),
             c.pairs.parameter(), c.key.parameter(), c.doubtful.parameter())) {
      stored_.new_cables.insert(get<std::string>(row, "id"));
    }
  }

  void insert_renditions() {
    RenditionColumns c;
    for (const BroughtText& text : texts_) {
      if (stored_.rendition_ids.contains(text.key)) continue;
      const bool made_it =
          makers_.contains(text.key) && stored_.new_cables.contains(text.key.first);
      c.add(text,
            made_it ? RenditionColumns::Fields::kOfTheCable : RenditionColumns::Fields::kSent);
    }
    if (c.cable_id.size() == 0) return;
    for (const auto& row : execute(
             tx_, kInsertRenditions, c.cable_id.parameter(), c.key.parameter(), c.text.parameter(),
             c.fields.parameter(), c.fingerprint.parameter(), c.bands.parameter(),
             c.completeness.parameter(), c.parser.parameter(), c.url.parameter())) {
      RenditionKey key{get<std::string>(row, "cable_id"), get<std::string>(row, "content_key")};
      newest_ = std::max(newest_, get<std::int64_t>(row, "id"));
      stored_.rendition_ids.emplace(key, get<std::int64_t>(row, "id"));
      stored_.new_renditions.insert(std::move(key));
    }
  }

  pqxx::work& tx_;
  std::vector<BroughtText> texts_;
  std::vector<bool> has_cable_;    ///< by text
  std::set<RenditionKey> makers_;  ///< texts of which new cables are made
  std::int64_t newest_ = 0;        ///< the id of the last new rendition
  StoredTexts stored_;
};

}  // namespace

RenditionKey key_of(const RenditionRow& rendition) {
  return {rendition.cable_id, rendition.content_key.hex()};
}

StoredTexts store_texts(pqxx::work& tx, std::span<const TextOfPage> texts) {
  return TextBatch(tx, texts).store();
}

}  // namespace cabled::db
