#include "db/feed/change_store.h"

namespace cabled::db {
namespace {

// The detail is made by the database, so that JSON is escaped in one place.
constexpr const char* kInsertChanges = R"sql(
  INSERT INTO change (kind, cable_id, detail)
  SELECT kind, cable_id,
         jsonb_strip_nulls(jsonb_build_object('new', fresh, 'rendition', rendition, 'url', url,
                                              'kind', link_kind, 'to', link_to))
    FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[],
                $7::boolean[]) WITH ORDINALITY
      AS s(kind, cable_id, rendition, url, link_kind, link_to, fresh, n)
   ORDER BY n
)sql";

constexpr const char* kWake = R"sql(
  SELECT pg_notify($1, '')
)sql";

}  // namespace

void ChangeLog::add(std::string_view kind, std::string_view cable_id) {
  any_ = true;
  kind_.add(kind);
  cable_.add(cable_id);
}

void ChangeLog::cable(std::string_view cable_id, CableChange change) {
  add("cable", cable_id);
  renditions_.add_null();
  urls_.add_null();
  link_kinds_.add_null();
  link_ends_.add_null();
  fresh_.add(change == CableChange::kNew);
}

void ChangeLog::rendition(std::string_view cable_id, std::int64_t rendition_id) {
  add("rendition", cable_id);
  renditions_.add(rendition_id);
  urls_.add_null();
  link_kinds_.add_null();
  link_ends_.add_null();
  fresh_.add_null();
}

void ChangeLog::sighting(std::string_view cable_id, std::int64_t rendition_id,
                         std::string_view url) {
  add("sighting", cable_id);
  renditions_.add(rendition_id);
  urls_.add(url);
  link_kinds_.add_null();
  link_ends_.add_null();
  fresh_.add_null();
}

void ChangeLog::link(std::string_view from_id, std::string_view kind, std::string_view to_id) {
  add("link", from_id);
  renditions_.add_null();
  urls_.add_null();
  link_kinds_.add(kind);
  link_ends_.add(to_id);
  fresh_.add_null();
}

void ChangeLog::write(pqxx::work& tx) const {
  if (!any_) return;
  tx.exec_params(kInsertChanges, kind_.literal(), cable_.literal(), renditions_.literal(),
                 urls_.literal(), link_kinds_.literal(), link_ends_.literal(), fresh_.literal());
  tx.exec_params(kWake, kChangeChannel);
}

}  // namespace cabled::db
