#include "db/role_grants.h"

namespace cabled::db {
namespace {

constexpr const char* kCreateRoles =
    "DO $$ DECLARE name text; BEGIN"
    " FOREACH name IN ARRAY ARRAY['cabled_owner', 'cabled_writer', 'cabled_reader',"
    "   'cabled_feeder'] LOOP"
    "  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN"
    "   EXECUTE format('CREATE ROLE %I NOLOGIN', name);"
    "  END IF;"
    " END LOOP;"
    " IF NOT pg_has_role(current_user, 'cabled_owner', 'MEMBER') THEN"
    "  EXECUTE format('GRANT cabled_owner TO %I', current_user);"
    " END IF; END $$";

constexpr const char* kOwn =
    "DO $$ DECLARE item record; BEGIN"
    " EXECUTE format('GRANT USAGE, CREATE ON SCHEMA %I TO cabled_owner', current_schema());"
    " FOR item IN SELECT c.oid::regclass AS name FROM pg_class c"
    "   WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'"
    "    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e') LOOP"
    "  EXECUTE format('ALTER TABLE %s OWNER TO cabled_owner', item.name);"
    " END LOOP; END $$";

// Everything is taken away before it is given, so that what an older program gave too much is
// gone. The corpus and the outbox are never deleted from by those who write them.
constexpr const char* kGrant =
    "DO $$ BEGIN"
    " EXECUTE format('GRANT USAGE ON SCHEMA %I TO cabled_writer, cabled_reader, cabled_feeder',"
    "  current_schema());"
    " EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM PUBLIC, cabled_writer,"
    "  cabled_reader, cabled_feeder', current_schema());"
    " EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I"
    "  TO cabled_writer', current_schema()); END $$;"
    " REVOKE DELETE ON cable, rendition, sighting, cable_link, capture, near_band"
    "  FROM cabled_writer;"
    " REVOKE UPDATE, DELETE ON change, feed_origin FROM cabled_writer;"
    " REVOKE INSERT, UPDATE, DELETE ON schema_migration, feed_origin, feed_consumer,"
    "  feed_dead_letter FROM cabled_writer;"
    " GRANT SELECT ON cable, rendition, sighting, cable_link, schema_migration"
    "  TO cabled_reader, cabled_feeder;"
    " GRANT SELECT ON change, feed_origin TO cabled_reader;"
    " GRANT SELECT, DELETE ON change TO cabled_feeder;"
    " GRANT SELECT ON feed_origin TO cabled_feeder;"
    " GRANT UPDATE (pruned_xid, pruned_seq) ON feed_origin TO cabled_feeder;"
    " GRANT SELECT, INSERT, UPDATE, DELETE ON feed_consumer TO cabled_feeder;"
    " GRANT SELECT, INSERT ON feed_dead_letter TO cabled_feeder";

}  // namespace

void grant_roles(pqxx::work& tx) {
  tx.exec(kCreateRoles);
  tx.exec(kOwn);
  tx.exec(kGrant);
}

std::string create_publication(pqxx::work& tx) {
  tx.exec(
      "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_publication WHERE pubname = 'cabled') THEN"
      " CREATE PUBLICATION cabled FOR TABLE cable, rendition, sighting, cable_link;"
      " END IF; END $$");
  return tx.exec1("SHOW wal_level")[0].as<std::string>();
}

}  // namespace cabled::db
