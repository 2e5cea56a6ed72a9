#include "db/feed/change_store.h"

#include "db/sql/execute.h"

namespace cabled::db {
namespace {

// The detail is made by the database, so that JSON is escaped in one place.
constexpr const char* kInsertChanges = R"sql(
  INSERT INTO change (kind, cable_id, detail)
  SELECT kind, cable_id,
         jsonb_strip_nulls(jsonb_build_object('new', fresh, 'rendition', rendition,
                                              'content_key', content_key, 'url', url,
                                              'kind', link_kind, 'to', link_to, 'gone', gone))
    FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[],
                $7::text[], $8::boolean[], $9::boolean[]) WITH ORDINALITY
      AS s(kind, cable_id, rendition, content_key, url, link_kind, link_to, fresh, gone, n)
   ORDER BY n
)sql";

constexpr const char* kWake = R"sql(
  SELECT pg_notify($1, '')
)sql";

}  // namespace

void ChangeLog::add(const Entry& entry) {
  any_ = true;
  kind_.add(entry.kind);
  cable_.add(entry.cable_id);
  renditions_.add(entry.rendition);
  content_keys_.add(entry.content_key);
  urls_.add(entry.url);
  link_kinds_.add(entry.link_kind);
  link_ends_.add(entry.link_to);
  entry.fresh ? fresh_.add(*entry.fresh) : fresh_.add_null();
  entry.gone ? gone_.add(true) : gone_.add_null();
}

void ChangeLog::cable(std::string_view cable_id, CableChange change) {
  Entry entry{.kind = "cable", .cable_id = cable_id};
  if (change == CableChange::kGone) {
    entry.gone = true;
  } else {
    entry.fresh = change == CableChange::kNew;
  }
  add(entry);
}

void ChangeLog::rendition(std::string_view cable_id, std::int64_t rendition_id) {
  add({.kind = "rendition", .cable_id = cable_id, .rendition = rendition_id});
}

void ChangeLog::sighting(std::string_view cable_id, std::int64_t rendition_id,
                         const std::string& url) {
  add({.kind = "sighting", .cable_id = cable_id, .rendition = rendition_id, .url = url});
}

void ChangeLog::link(std::string_view from_id, const std::string& kind, const std::string& to_id) {
  add({.kind = "link", .cable_id = from_id, .link_kind = kind, .link_to = to_id});
}

void ChangeLog::gone_rendition(std::string_view cable_id, const std::string& content_key) {
  add({.kind = "rendition", .cable_id = cable_id, .content_key = content_key, .gone = true});
}

void ChangeLog::gone_sighting(std::string_view cable_id, const std::string& content_key,
                              const std::string& url) {
  add({.kind = "sighting",
       .cable_id = cable_id,
       .content_key = content_key,
       .url = url,
       .gone = true});
}

void ChangeLog::gone_link(std::string_view from_id, const std::string& kind,
                          const std::string& to_id) {
  add({.kind = "link", .cable_id = from_id, .link_kind = kind, .link_to = to_id, .gone = true});
}

void ChangeLog::write(pqxx::work& tx) const {
  if (!any_) return;
  execute(tx, kInsertChanges, kind_.literal(), cable_.literal(), renditions_.literal(),
          content_keys_.literal(), urls_.literal(), link_kinds_.literal(), link_ends_.literal(),
          fresh_.literal(), gone_.literal());
  execute(tx, kWake, kChangeChannel);
}

}  // namespace cabled::db
