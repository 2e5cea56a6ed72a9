#include "db/frontier/frontier.h"

#include <utility>

#include "db/frontier/due_probe.h"
#include "db/sql/array_parameter.h"
#include "db/sql/binary_array.h"
#include "db/sql/columns.h"
#include "db/sql/execute.h"
#include "db/sql/transaction_modes.h"

namespace cabled::db {
namespace {

// Columns of DueUrl, of a row `url u` with kHeld beside it.
constexpr const char* kUrlState = R"sql(
         u.id, u.url, u.source_id, u.kind, u.depth, u.hops, u.attempts, u.verdict,
         CASE WHEN held.read_by IS NULL THEN '' ELSE coalesce(u.etag, '') END AS etag,
         CASE WHEN held.read_by IS NULL THEN '' ELSE coalesce(u.last_modified, '') END AS last_modified,
         CASE WHEN held.read_by IS NOT NULL THEN encode(u.payload_digest, 'hex') END AS payload_digest,
         coalesce(u.revisit_ms, 0) AS revisit_ms,
         coalesce(held.read_by, 0) AS read_by, coalesce(held.captured_at, 0) AS captured_at,
         coalesce(held.segment, '') AS segment
)sql";

// What a page gave last time counts only while it is held and was read well: what was no page,
// could not be read, or is in the archive no more, is asked for without conditions and stored
// in full, even if it is the same. Indexes used: capture_url_payload_digest_key and
// deleted_segment_pkey once a row.
constexpr const char* kHeld = R"sql(
    LEFT JOIN LATERAL (
      SELECT c.parser_version AS read_by, c.segment,
             (extract(epoch FROM c.fetched_at) * 1000000)::bigint AS captured_at
        FROM capture c
       WHERE c.url = u.url AND c.payload_digest = u.payload_digest
         AND c.outcome IN ('cable', 'index', 'sitemap', 'feed', 'cdx')
         AND NOT 'raw_lost' = ANY(c.flags)
         AND NOT EXISTS (SELECT FROM deleted_segment g WHERE g.segment = c.segment)) AS held ON true
)sql";

// {url_state}: kUrlState, {held}: kHeld, {is_in_remit}: kIsInRemit. $3: the host, $4: how many,
// $5: those that are in hand. Index used: url_due, once for each source and priority that the host
// has, in its order.
constexpr const char* kDueUrls = R"sql(
  WITH RECURSIVE due_group(source, priority) AS (
    (SELECT coalesce(source_id, 0), priority
       FROM url
      WHERE host_id = $3 AND due_at IS NOT NULL
      ORDER BY coalesce(source_id, 0), priority
      LIMIT 1)
    UNION ALL
    SELECT next.*
      FROM due_group AS d
     CROSS JOIN LATERAL (
       SELECT coalesce(source_id, 0), priority
         FROM url
        WHERE host_id = $3 AND due_at IS NOT NULL
          AND (coalesce(source_id, 0), priority) > (d.source, d.priority)
        ORDER BY coalesce(source_id, 0), priority
        LIMIT 1) AS next)
  SELECT {url_state}
    FROM due_group AS d
   CROSS JOIN LATERAL (
      SELECT *
        FROM url
       WHERE host_id = $3 AND coalesce(source_id, 0) = d.source AND url.priority = d.priority
         AND due_at <= now() AND id <> ALL($5::bigint[])
       ORDER BY due_at, id
       LIMIT $4) AS u
    {held}
   WHERE {is_in_remit}
   ORDER BY u.priority, u.due_at, u.id
   LIMIT $4
)sql";

// {due_groups}: kDueGroups, {is_in_remit}: kIsInRemit. Indexes used: url_due, host_pkey.
constexpr const char* kAnythingDue = R"sql(
  WITH RECURSIVE {due_groups}
  SELECT EXISTS (SELECT FROM due_group d
                   JOIN host h ON h.id = d.host_id
                  WHERE d.due_at <= now() AND {is_in_remit}
                    AND h.blocked_until <= now() + interval '1 minute') AS is_any
)sql";

// {url_state}: kUrlState, {held}: kHeld. Index used: url_url_key.
constexpr const char* kUrlsAsTheyAre = R"sql(
  SELECT {url_state}
    FROM url u
    {held}
   WHERE u.url = ANY($1::text[])
)sql";

constexpr const char* kInsertHosts = R"sql(
  INSERT INTO host (origin)
  SELECT DISTINCT origin COLLATE "C"
    FROM unnest($1::text[]) AS s(origin)
   WHERE NOT EXISTS (SELECT FROM host h WHERE h.origin = s.origin)
   ORDER BY 1
  ON CONFLICT (origin) DO NOTHING
)sql";

// Links repeat from page to page, so most are known: the anti-join spares their ids. Of the URLs of
// one story the first is fetched; the others wait for it to fail (settled_urls.h).
constexpr const char* kInsertUrls = R"sql(
  WITH given AS (
    SELECT DISTINCT ON (s.url COLLATE "C")
           s.url COLLATE "C" AS url, h.id AS host_id, s.source_id, s.kind, s.priority, s.depth,
           s.hops, md5(s.story)::uuid AS story
      FROM unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::int[], $6::int[], $7::int[],
                  $8::text[])
        AS s(url, origin, source_id, kind, priority, depth, hops, story)
      JOIN host h ON h.origin = s.origin
     WHERE NOT EXISTS (SELECT FROM url u WHERE u.url = s.url)
     ORDER BY s.url COLLATE "C", s.depth),
  judged AS (
    SELECT g.*,
           g.story IS NOT NULL
           AND (row_number() OVER (PARTITION BY g.story ORDER BY g.url) > 1
                OR EXISTS (SELECT FROM url u WHERE u.story = g.story)) AS variant
      FROM given g)
  INSERT INTO url (url, host_id, source_id, kind, priority, depth, hops, story, verdict, reason,
                   due_at)
  SELECT url, host_id, source_id, kind::url_kind, priority, depth, hops, story,
         CASE WHEN variant THEN 'duplicate' ELSE 'pending' END::url_verdict,
         CASE WHEN variant THEN 'same_story' END, CASE WHEN variant THEN NULL ELSE now() END
    FROM judged
   ORDER BY url
  ON CONFLICT (url) DO NOTHING
)sql";

// A sitemap or feed says that a page has changed since it was fetched. Index used: url_url_key.
constexpr const char* kMakeChangedDue = R"sql(
  UPDATE url u
     SET due_at = now(), attempts = 0, priority = least(u.priority, s.priority)
    FROM unnest($1::text[], $2::bigint[], $3::int[]) AS s(url, modified_us, priority)
   WHERE u.url = s.url AND u.fetched_at < to_timestamp(s.modified_us / 1e6)
     AND (u.due_at IS NULL OR u.due_at > now())
)sql";

constexpr const char* kMakeDue = R"sql(
  UPDATE url SET due_at = now(), priority = 0, attempts = 0 WHERE url = ANY($1::text[])
)sql";

// A host that rests after errors is asked at once, its robots.txt first if that could not be had.
// One that said "too many requests" or named a time (Retry-After, as the words of its last error
// have it) is left alone until then. Its failures stay, so it rests again if this one fails too.
// Index used: host_origin_key.
constexpr const char* kEndRests = R"sql(
  UPDATE host
     SET blocked_until = '-infinity',
         robots_until = CASE WHEN robots_rule = 'disallow_all' THEN '-infinity'
                             ELSE robots_until END,
         robots_rule = CASE WHEN robots_rule = 'disallow_all' THEN 'unknown' ELSE robots_rule END
   WHERE origin = ANY($1::text[]) AND blocked_until > now()
     AND coalesce(last_error, '') NOT LIKE '%http_429%'
     AND coalesce(last_error, '') NOT LIKE '%asks to wait%'
)sql";

constexpr const char* kIdOf = R"sql(
  SELECT id FROM url WHERE url = $1
)sql";

struct NewUrlColumns {
  TextArray url, origin, kind, story;
  IntegerArray source, priority, depth, hops;

  explicit NewUrlColumns(std::span<const NewUrl> urls) {
    for (const NewUrl& row : urls) {
      url.add(row.url);
      origin.add(row.origin);
      source.add(row.source_id);
      kind.add(std::string_view(to_string(row.kind)));
      priority.add(row.priority);
      depth.add(row.depth);
      hops.add(row.hops);
      story.add(row.story.empty() ? std::nullopt : std::optional<std::string_view>(row.story));
    }
  }
};

void make_changed_due(pqxx::work& tx, std::span<const NewUrl> urls) {
  ArrayParameter url, modified, priority;
  bool any = false;
  for (const NewUrl& row : urls) {
    if (!row.modified_at) continue;
    any = true;
    url.add(row.url);
    modified.add(row.modified_at->count());
    priority.add(row.priority);
  }
  if (any) execute(tx, kMakeChangedDue, url.literal(), modified.literal(), priority.literal());
}

DueUrl due_url_in(const pqxx::row& row) {
  DueUrl url;
  url.id = get<std::int64_t>(row, "id");
  url.url = get<std::string>(row, "url");
  url.source_id = get<std::optional<int>>(row, "source_id");
  url.kind = url_kind_from(get<std::string>(row, "kind"));
  url.depth = get<int>(row, "depth");
  url.hops = get<int>(row, "hops");
  url.attempts = get<int>(row, "attempts");
  url.verdict = verdict_from(get<std::string>(row, "verdict"));
  url.etag = get<std::string>(row, "etag");
  url.last_modified = get<std::string>(row, "last_modified");
  url.revisit = std::chrono::milliseconds(get<std::int64_t>(row, "revisit_ms"));
  url.read_by = get<int>(row, "read_by");
  url.captured_at = Timestamp(get<std::int64_t>(row, "captured_at"));
  url.segment = get<std::string>(row, "segment");
  if (const auto digest = get<OptionalText>(row, "payload_digest")) {
    url.payload = Digest::parse(*digest).value();
  }
  return url;
}

}  // namespace

std::vector<DueUrl> due_urls(pqxx::work& tx, int host_id, const Remit& remit, int limit,
                             std::span<const std::int64_t> taken) {
  static const std::string kSql =
      fmt::format(kDueUrls, fmt::arg("url_state", kUrlState), fmt::arg("held", kHeld),
                  fmt::arg("is_in_remit", kIsInRemit));
  ArrayParameter in_hand;
  for (const std::int64_t id : taken) in_hand.add(id);
  std::vector<DueUrl> due;
  for (const auto& row :
       execute(tx, kSql, remit.priority, remit.source_list(), host_id, limit, in_hand.literal())) {
    due.push_back(due_url_in(row));
  }
  return due;
}

std::map<std::string, DueUrl> urls_as_they_are(pqxx::work& tx, std::span<const NewUrl> urls) {
  static const std::string kSql =
      fmt::format(kUrlsAsTheyAre, fmt::arg("url_state", kUrlState), fmt::arg("held", kHeld));
  TextArray texts;
  for (const NewUrl& url : urls) texts.add(url.url);
  std::map<std::string, DueUrl> rows;
  for (const auto& row : execute(tx, kSql, texts.parameter())) {
    DueUrl url = due_url_in(row);
    rows.emplace(url.url, std::move(url));
  }
  return rows;
}

std::size_t add_urls(pqxx::work& tx, std::span<const NewUrl> urls) {
  if (urls.empty()) return 0;
  NewUrlColumns c(urls);
  execute(tx, kInsertHosts, c.origin.parameter());
  make_changed_due(tx, urls);
  return affected_rows(execute(tx, kInsertUrls, c.url.parameter(), c.origin.parameter(),
                               c.source.parameter(), c.kind.parameter(), c.priority.parameter(),
                               c.depth.parameter(), c.hops.parameter(), c.story.parameter()));
}

std::vector<std::int64_t> request_urls(pqxx::work& tx, std::span<const NewUrl> urls) {
  add_urls(tx, urls);
  std::vector<std::int64_t> ids;
  ArrayParameter texts;
  ArrayParameter origins;
  for (const NewUrl& url : urls) {
    texts.add(url.url);
    origins.add(url.origin);
  }
  execute(tx, kMakeDue, texts.literal());
  execute(tx, kEndRests, origins.literal());
  for (const NewUrl& url : urls) {
    ids.push_back(get<std::int64_t>(execute_one(tx, kIdOf, url.url), "id"));
  }
  return ids;
}

bool anything_due(pqxx::work& tx, const Remit& remit) {
  static const std::string kSql = fmt::format(kAnythingDue, fmt::arg("due_groups", kDueGroups),
                                              fmt::arg("is_in_remit", kIsInRemit));
  without_jit(tx);
  return get<bool>(execute_one(tx, kSql, remit.priority, remit.source_list()), "is_any");
}

}  // namespace cabled::db
