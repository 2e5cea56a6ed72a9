#include "db/sql/role_grants.h"

#include <array>
#include <string_view>

#include "db/sql/columns.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

constexpr const char* kCreateRoles = R"sql(
  DO $$
  DECLARE name text;
  BEGIN
    FOREACH name IN ARRAY ARRAY['cabled_owner', 'cabled_writer', 'cabled_reader',
                                'cabled_feeder'] LOOP
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN', name);
      END IF;
    END LOOP;
    IF NOT pg_has_role(current_user, 'cabled_owner', 'MEMBER') THEN
      EXECUTE format('GRANT cabled_owner TO %I', current_user);
    END IF;
  END $$
)sql";

// All that migrations make, and nothing else of the schema: it may hold other people's tables too.
// A test compares the lists with a fresh database.
constexpr std::array<std::string_view, 26> kOurTables{"capture",
                                                      "cable",
                                                      "common_word",
                                                      "cable_link",
                                                      "change",
                                                      "correction",
                                                      "deleted_segment",
                                                      "feed_consumer",
                                                      "feed_dead_letter",
                                                      "feed_origin",
                                                      "host",
                                                      "import",
                                                      "import_archive",
                                                      "import_capture",
                                                      "import_content",
                                                      "near_band",
                                                      "rebuild",
                                                      "rejection",
                                                      "rendition",
                                                      "reparse",
                                                      "resighting",
                                                      "schema_migration",
                                                      "sighting",
                                                      "source",
                                                      "url",
                                                      "url_template"};
constexpr std::array<std::string_view, 2> kOurTypes{"url_kind", "url_verdict"};
constexpr std::array<std::string_view, 2> kOurFunctions{"utc_text(timestamptz)",
                                                        "enter_waiting_words()"};

constexpr const char* kUseSchema = R"sql(
  DO $$
  BEGIN
    EXECUTE format('GRANT USAGE, CREATE ON SCHEMA %I TO cabled_owner', current_schema());
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO cabled_writer, cabled_reader, cabled_feeder',
                   current_schema());
  END $$
)sql";

// {kind}, {name}: of the lists above.
constexpr const char* kGiveToOwner = R"sql(
  ALTER {kind} {name} OWNER TO cabled_owner
)sql";

// Everything is taken away before it is given, so that what was given too much is gone. The corpus
// and the outbox are never deleted from by those who write them. {tables}: kOurTables.
constexpr const char* kGrant = R"sql(
  REVOKE ALL ON {tables} FROM PUBLIC, cabled_writer, cabled_reader, cabled_feeder;
  GRANT SELECT, INSERT, UPDATE, DELETE ON {tables} TO cabled_writer;
  REVOKE DELETE ON cable, rendition, sighting, cable_link, capture, near_band, common_word
    FROM cabled_writer;
  REVOKE UPDATE, DELETE ON change, feed_origin FROM cabled_writer;
  REVOKE INSERT, UPDATE, DELETE ON schema_migration, feed_origin, feed_consumer, feed_dead_letter
    FROM cabled_writer;
  GRANT EXECUTE ON FUNCTION enter_waiting_words() TO cabled_writer;
  GRANT SELECT ON cable, rendition, sighting, cable_link, common_word, schema_migration
    TO cabled_reader, cabled_feeder;
  GRANT SELECT ON capture, resighting, deleted_segment, rejection, source, url, host, feed_consumer
    TO cabled_reader;
  GRANT SELECT (id, consumer, cursor, attempts, error, failed_at) ON feed_dead_letter
    TO cabled_reader;
  GRANT SELECT ON change, feed_origin TO cabled_reader;
  GRANT SELECT, DELETE ON change TO cabled_feeder;
  GRANT SELECT ON feed_origin TO cabled_feeder;
  GRANT UPDATE (pruned_xid, pruned_seq, pruned_us) ON feed_origin TO cabled_feeder;
  GRANT SELECT, INSERT, UPDATE, DELETE ON feed_consumer TO cabled_feeder;
  GRANT SELECT, INSERT, DELETE ON feed_dead_letter TO cabled_feeder
)sql";

constexpr const char* kPublish = R"sql(
  DO $$
  BEGIN
    IF NOT EXISTS (SELECT FROM pg_publication WHERE pubname = 'cabled') THEN
      CREATE PUBLICATION cabled FOR TABLE cable, rendition, sighting, cable_link, common_word;
    END IF;
  END $$
)sql";

constexpr const char* kWalLevel = R"sql(
  SELECT current_setting('wal_level') AS wal_level
)sql";

void give_to_owner(pqxx::work& tx) {
  const auto give = [&](std::string_view kind, std::string_view name) {
    tx.exec(fmt::format(kGiveToOwner, fmt::arg("kind", kind), fmt::arg("name", name)));
  };
  for (const std::string_view name : kOurTables) give("TABLE", name);
  for (const std::string_view name : kOurTypes) give("TYPE", name);
  for (const std::string_view name : kOurFunctions) give("FUNCTION", name);
}

}  // namespace

void grant_roles(pqxx::work& tx) {
  tx.exec(kCreateRoles);
  tx.exec(kUseSchema);
  give_to_owner(tx);
  tx.exec(fmt::format(kGrant, fmt::arg("tables", fmt::join(kOurTables, ", "))));
}

std::string create_publication(pqxx::work& tx) {
  tx.exec(kPublish);
  return get<std::string>(execute_one(tx, kWalLevel), "wal_level");
}

}  // namespace cabled::db
