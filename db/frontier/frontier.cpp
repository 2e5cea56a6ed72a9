#include "db/frontier/frontier.h"

#include <algorithm>

#include "db/frontier/due_probe.h"
#include "db/sql/array_parameter.h"

namespace cabled::db {
namespace {

// What a page gave last time counts only while it is held and was read well: what was no page,
// could not be read, or lay in a file that was deleted is asked for without conditions and stored
// in full, even if it is the same. Indexes used: url_due, once for each source and priority that
// the host has, in its order; capture_url_payload_digest_key and deleted_segment_pkey once a row.
constexpr const char* kDueUrls =
    "WITH RECURSIVE due_group(source, priority) AS ("
    " (SELECT " CABLED_SOURCE_OF
    ", priority FROM url WHERE host_id = $1 AND due_at IS NOT NULL"
    "   ORDER BY " CABLED_SOURCE_OF
    ", priority LIMIT 1)"
    " UNION ALL SELECT next.* FROM due_group AS d CROSS JOIN LATERAL ("
    "  SELECT " CABLED_SOURCE_OF
    ", priority FROM url WHERE host_id = $1 AND due_at IS NOT NULL"
    "   AND (" CABLED_SOURCE_OF
    ", priority) > (d.source, d.priority)"
    "   ORDER BY " CABLED_SOURCE_OF
    ", priority LIMIT 1) AS next)"
    " SELECT u.id, u.url, u.source_id, u.kind, u.depth, u.hops, u.attempts,"
    "  u.verdict, CASE WHEN held.read_by IS NULL THEN '' ELSE coalesce(u.etag, '') END,"
    "  CASE WHEN held.read_by IS NULL THEN '' ELSE coalesce(u.last_modified, '') END,"
    "  CASE WHEN held.read_by IS NOT NULL THEN encode(u.payload_digest, 'hex') END,"
    "  coalesce(u.revisit_ms, 0), coalesce(held.read_by, 0)"
    " FROM due_group AS d CROSS JOIN LATERAL ("
    "  SELECT * FROM url WHERE host_id = $1 AND " CABLED_SOURCE_OF
    " = d.source"
    "   AND url.priority = d.priority AND due_at <= now() AND id <> ALL($3::bigint[])"
    "   ORDER BY due_at, id LIMIT $2) AS u"
    " LEFT JOIN LATERAL (SELECT c.parser_version AS read_by FROM capture c"
    "   WHERE c.url = u.url AND c.payload_digest = u.payload_digest"
    "   AND c.outcome IN ('cable', 'index', 'sitemap', 'feed', 'cdx') AND NOT EXISTS ("
    "    SELECT FROM deleted_segment d WHERE d.segment = c.segment)) AS held ON true"
    " WHERE d.priority <= $4 AND " CABLED_IS_HANDED_OUT(
        "d.source", "$5") " ORDER BY u.priority, u.due_at, u.id LIMIT $2";

// Indexes used: url_due, host_pkey.
constexpr const char* kAnythingDue =
    "WITH RECURSIVE " CABLED_DUE_GROUPS
    " SELECT EXISTS (SELECT FROM due_group d JOIN host h ON h.id = d.host_id"
    "  WHERE d.due_at <= now() AND d.priority <= $1 AND " CABLED_IS_HANDED_OUT(
        "d.source", "$2") "   AND h.blocked_until <= now() + interval '1 minute')";

constexpr const char* kInsertHosts =
    "INSERT INTO host (origin) SELECT DISTINCT origin COLLATE \"C\" FROM unnest($1::text[]) AS "
    "s(origin)"
    " WHERE NOT EXISTS (SELECT FROM host h WHERE h.origin = s.origin)"
    " ORDER BY 1 ON CONFLICT (origin) DO NOTHING";

// Links repeat from page to page, so most are known: the anti-join spares their ids. Of the URLs of
// one story the first is fetched; the others wait for it to fail (kReviveVariants).
constexpr const char* kInsertUrls =
    "WITH given AS (SELECT DISTINCT ON (s.url COLLATE \"C\") s.url COLLATE \"C\" AS url,"
    "   h.id AS host_id, s.source_id, s.kind, s.priority, s.depth, s.hops, md5(s.story)::uuid AS "
    "story"
    "  FROM unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::int[], $6::int[], $7::int[],"
    "   $8::text[]) AS s(url, origin, source_id, kind, priority, depth, hops, story)"
    "  JOIN host h ON h.origin = s.origin"
    "  WHERE NOT EXISTS (SELECT FROM url u WHERE u.url = s.url)"
    "  ORDER BY s.url COLLATE \"C\", s.depth),"
    " judged AS (SELECT g.*, g.story IS NOT NULL"
    "   AND (row_number() OVER (PARTITION BY g.story ORDER BY g.url) > 1"
    "    OR EXISTS (SELECT FROM url u WHERE u.story = g.story)) AS variant FROM given g)"
    " INSERT INTO url (url, host_id, source_id, kind, priority, depth, hops, story, verdict, "
    "reason,"
    "  due_at)"
    " SELECT url, host_id, source_id, kind::url_kind, priority, depth, hops, story,"
    "  CASE WHEN variant THEN 'duplicate' ELSE 'pending' END::url_verdict,"
    "  CASE WHEN variant THEN 'same_story' END, CASE WHEN variant THEN NULL ELSE now() END"
    " FROM judged ORDER BY url ON CONFLICT (url) DO NOTHING";

// A sitemap or feed says that a page has changed since it was fetched. Index used: url_url_key.
constexpr const char* kMakeChangedDue =
    "UPDATE url u SET due_at = now(), attempts = 0, priority = least(u.priority, s.priority)"
    " FROM unnest($1::text[], $2::bigint[], $3::int[]) AS s(url, modified_us, priority)"
    " WHERE u.url = s.url AND u.fetched_at < to_timestamp(s.modified_us / 1e6)"
    "  AND (u.due_at IS NULL OR u.due_at > now())";

// The page that stood for a story cannot be had: another of its URLs takes its place. Index used:
// url_story.
constexpr const char* kReviveVariants =
    "UPDATE url v SET verdict = 'pending', reason = NULL, due_at = now() FROM ("
    "  SELECT DISTINCT ON (w.story) w.id FROM url f JOIN url w ON w.story = f.story"
    "   WHERE f.id = ANY($1::bigint[]) AND f.verdict IN ('failed', 'refused')"
    "    AND w.reason = 'same_story' ORDER BY w.story, w.id) AS next"
    " WHERE v.id = next.id";

constexpr const char* kMakeDue =
    "UPDATE url SET due_at = now(), priority = 0, attempts = 0 WHERE url = ANY($1::text[])";

constexpr const char* kUpdateUrls =
    "UPDATE url u SET verdict = s.verdict::url_verdict, reason = nullif(s.reason, ''),"
    "  detail = nullif(s.detail, ''), due_at = now() + s.due_ms * interval '1 millisecond',"
    "  attempts = s.attempts, fetched_at = CASE WHEN s.answered THEN now() ELSE u.fetched_at END,"
    "  etag = CASE WHEN s.etag IS NULL THEN u.etag ELSE nullif(s.etag, '') END,"
    "  last_modified = CASE WHEN s.etag IS NULL THEN u.last_modified"
    "   ELSE nullif(s.last_modified, '') END,"
    "  payload_digest = coalesce(s.payload, u.payload_digest),"
    "  redirect_to = nullif(s.redirect_to, ''), revisit_ms = coalesce(s.revisit_ms, u.revisit_ms),"
    "  priority = CASE WHEN u.priority = 0 AND s.verdict <> 'pending' THEN 6 ELSE u.priority END"
    " FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::int[],"
    "  $7::text[], $8::text[], $9::text[], $10::bool[], $11::bytea[], $12::bigint[])"
    "  AS s(id, verdict, reason, detail, due_ms, attempts, etag, last_modified, redirect_to,"
    "  answered, payload, revisit_ms)"
    " WHERE u.id = s.id";

// A page that has a cable keeps its verdict, as after any other failure.
constexpr const char* kFailUnreadable =
    "UPDATE url u SET verdict = CASE WHEN verdict IN ('stored', 'duplicate') THEN verdict"
    "   ELSE 'failed' END, reason = 'not_a_url', detail = s.detail, due_at = NULL"
    " FROM unnest($1::bigint[], $2::text[]) AS s(id, detail) WHERE u.id = s.id";

// Walks the chain of redirections from each given URL; a chain that comes back to it is a loop, and
// every member of it has failed.
constexpr const char* kMarkRedirectLoops =
    "WITH RECURSIVE chain AS ("
    "  SELECT u.id AS start, u.id, u.redirect_to, 1 AS hops FROM url u"
    "   WHERE u.id = ANY($1::bigint[]) AND u.redirect_to IS NOT NULL"
    "  UNION ALL"
    "  SELECT c.start, u.id, u.redirect_to, c.hops + 1 FROM chain c JOIN url u ON u.url = "
    "c.redirect_to"
    "   WHERE c.hops <= 20 AND u.redirect_to IS NOT NULL AND u.id <> c.start)"
    " UPDATE url SET verdict = 'failed', reason = 'redirect_loop', due_at = NULL"
    " WHERE id IN (SELECT c.id FROM chain c WHERE c.start IN (SELECT d.start FROM chain d JOIN url "
    "s"
    "  ON s.id = d.start WHERE d.redirect_to = s.url))";

struct NewUrlColumns {
  ArrayParameter url, origin, source, kind, priority, depth, hops, story;

  explicit NewUrlColumns(std::span<const NewUrl> urls) {
    for (const NewUrl& row : urls) {
      url.add(row.url);
      origin.add(row.origin);
      source.add(row.source_id);
      kind.add(to_string(row.kind));
      priority.add(row.priority);
      depth.add(row.depth);
      hops.add(row.hops);
      story.add(row.story.empty() ? std::nullopt : std::optional(row.story));
    }
  }
};

struct UpdateColumns {
  ArrayParameter id, verdict, reason, detail, due, attempts, etag, modified, redirect, answered,
      payload, revisit;
  ArrayParameter redirected;
  bool any_redirect = false;
  bool any_lost = false;

  void add(const SettledUrl& url) {
    const UrlUpdate& row = url.update;
    any_lost = any_lost || url.ruling.verdict == Verdict::kFailed ||
               url.ruling.verdict == Verdict::kRefused;
    const auto due_in = row.revisit ? row.revisit : row.due_in;
    id.add(row.url_id);
    verdict.add(to_string(url.ruling.verdict));
    reason.add(url.ruling.word());
    detail.add(url.ruling.detail.str());
    due.add(due_in ? std::optional(due_in->count()) : std::nullopt);
    revisit.add(row.revisit ? std::optional(row.revisit->count()) : std::nullopt);
    attempts.add(row.attempts);
    const auto validator = [&](const Utf8Text Validators::*which) {
      return row.validators ? std::optional((*row.validators.*which).str()) : std::nullopt;
    };
    etag.add(validator(&Validators::etag));
    modified.add(validator(&Validators::last_modified));
    redirect.add(row.redirect_to.str());
    answered.add(url.answered);
    if (url.payload) {
      payload.add_bytes(url.payload->bytes());
    } else {
      payload.add_null();
    }
    if (!row.redirect_to.str().empty()) {
      any_redirect = true;
      redirected.add(row.url_id);
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
  if (any) tx.exec_params(kMakeChangedDue, url.literal(), modified.literal(), priority.literal());
}

}  // namespace

std::vector<DueUrl> due_urls(pqxx::work& tx, int host_id, const Remit& remit, int limit,
                             std::span<const std::int64_t> taken) {
  ArrayParameter in_hand;
  for (const std::int64_t id : taken) in_hand.add(id);
  std::vector<DueUrl> due;
  for (const auto& row : tx.exec_params(kDueUrls, host_id, limit, in_hand.literal(), remit.priority,
                                        remit.source_list())) {
    DueUrl url;
    url.id = row[0].as<std::int64_t>();
    url.url = row[1].as<std::string>();
    if (!row[2].is_null()) url.source_id = row[2].as<int>();
    url.kind = url_kind_from(row[3].as<std::string>());
    url.depth = row[4].as<int>();
    url.hops = row[5].as<int>();
    url.attempts = row[6].as<int>();
    url.verdict = verdict_from(row[7].as<std::string>());
    url.etag = row[8].as<std::string>();
    url.last_modified = row[9].as<std::string>();
    url.revisit = std::chrono::milliseconds(row[11].as<std::int64_t>());
    url.read_by = row[12].as<int>();
    if (!row[10].is_null()) url.payload = Digest::parse(row[10].as<std::string>()).value();
    due.push_back(std::move(url));
  }
  return due;
}

std::size_t add_urls(pqxx::work& tx, std::span<const NewUrl> urls) {
  if (urls.empty()) return 0;
  const NewUrlColumns c(urls);
  tx.exec_params(kInsertHosts, c.origin.literal());
  make_changed_due(tx, urls);
  return tx
      .exec_params(kInsertUrls, c.url.literal(), c.origin.literal(), c.source.literal(),
                   c.kind.literal(), c.priority.literal(), c.depth.literal(), c.hops.literal(),
                   c.story.literal())
      .affected_rows();
}

std::vector<std::int64_t> request_urls(pqxx::work& tx, std::span<const NewUrl> urls) {
  add_urls(tx, urls);
  std::vector<std::int64_t> ids;
  ArrayParameter texts;
  for (const NewUrl& url : urls) texts.add(url.url);
  tx.exec_params(kMakeDue, texts.literal());
  for (const NewUrl& url : urls) {
    ids.push_back(
        tx.exec_params1("SELECT id FROM url WHERE url = $1", url.url)[0].as<std::int64_t>());
  }
  return ids;
}

void update_urls(pqxx::work& tx, std::span<const SettledUrl> urls) {
  if (urls.empty()) return;
  UpdateColumns c;
  for (const SettledUrl& url : urls) c.add(url);
  tx.exec_params(kUpdateUrls, c.id.literal(), c.verdict.literal(), c.reason.literal(),
                 c.detail.literal(), c.due.literal(), c.attempts.literal(), c.etag.literal(),
                 c.modified.literal(), c.redirect.literal(), c.answered.literal(),
                 c.payload.literal(), c.revisit.literal());
  if (c.any_lost) tx.exec_params(kReviveVariants, c.id.literal());
  if (c.any_redirect) tx.exec_params(kMarkRedirectLoops, c.redirected.literal());
}

void fail_unreadable_urls(pqxx::work& tx, std::span<const UnreadableUrl> urls) {
  if (urls.empty()) return;
  ArrayParameter id;
  ArrayParameter detail;
  for (const UnreadableUrl& url : urls) {
    id.add(url.id);
    detail.add(url.detail.str());
  }
  tx.exec_params(kFailUnreadable, id.literal(), detail.literal());
  tx.exec_params(kReviveVariants, id.literal());
}

bool anything_due(pqxx::work& tx, const Remit& remit) {
  without_jit(tx);
  return tx.exec_params1(kAnythingDue, remit.priority, remit.source_list())[0].as<bool>();
}

}  // namespace cabled::db
