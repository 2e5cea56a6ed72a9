#include "db/frontier/settled_urls.h"

#include "db/sql/array_parameter.h"
#include "db/sql/execute.h"

namespace cabled::db {
namespace {

// A visit of the past says nothing of a URL that was visited after it.
constexpr const char* kUpdateUrls = R"sql(
  UPDATE url u
     SET verdict = s.verdict::url_verdict, reason = nullif(s.reason, ''),
         detail = nullif(s.detail, ''), due_at = s.at + s.due_ms * interval '1 millisecond',
         attempts = s.attempts, fetched_at = CASE WHEN s.answered THEN s.at ELSE u.fetched_at END,
         etag = CASE WHEN s.etag IS NULL THEN u.etag ELSE nullif(s.etag, '') END,
         last_modified = CASE WHEN s.etag IS NULL THEN u.last_modified
                              ELSE nullif(s.last_modified, '') END,
         payload_digest = coalesce(s.payload, u.payload_digest),
         redirect_to = nullif(s.redirect_to, ''),
         revisit_ms = coalesce(s.revisit_ms, u.revisit_ms),
         priority = CASE WHEN u.priority = 0 AND s.verdict <> 'pending' THEN 6
                         ELSE u.priority END
    FROM (SELECT *, coalesce('epoch'::timestamptz + at_us * interval '1 microsecond', now()) AS at
            FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::int[],
                        $7::text[], $8::text[], $9::text[], $10::bool[], $11::bytea[],
                        $12::bigint[], $13::bigint[])
              AS given(id, verdict, reason, detail, due_ms, attempts, etag, last_modified,
                       redirect_to, answered, payload, revisit_ms, at_us)) AS s
   WHERE u.id = s.id AND (s.at_us IS NULL OR u.fetched_at IS NULL OR u.fetched_at <= s.at)
)sql";

// The page that stood for a story cannot be had: another of its URLs takes its place. Index used:
// url_story.
constexpr const char* kReviveVariants = R"sql(
  UPDATE url v
     SET verdict = 'pending', reason = NULL, due_at = now()
    FROM (SELECT DISTINCT ON (w.story) w.id
            FROM url f
            JOIN url w ON w.story = f.story
           WHERE f.id = ANY($1::bigint[]) AND f.verdict IN ('failed', 'refused')
             AND w.reason = 'same_story'
           ORDER BY w.story, w.id) AS next
   WHERE v.id = next.id
)sql";

// Walks the chain of redirections from each given URL; a chain that comes back to it is a loop, and
// every member of it has failed.
constexpr const char* kMarkRedirectLoops = R"sql(
  WITH RECURSIVE chain AS (
    SELECT u.id AS start, u.id, u.redirect_to, 1 AS hops
      FROM url u
     WHERE u.id = ANY($1::bigint[]) AND u.redirect_to IS NOT NULL
    UNION ALL
    SELECT c.start, u.id, u.redirect_to, c.hops + 1
      FROM chain c
      JOIN url u ON u.url = c.redirect_to
     WHERE c.hops <= 20 AND u.redirect_to IS NOT NULL AND u.id <> c.start)
  UPDATE url
     SET verdict = 'failed', reason = 'redirect_loop', due_at = NULL
   WHERE id IN (SELECT c.id
                  FROM chain c
                 WHERE c.start IN (SELECT d.start
                                     FROM chain d
                                     JOIN url s ON s.id = d.start
                                    WHERE d.redirect_to = s.url))
)sql";

// A page that has a cable keeps its verdict, as after any other failure.
constexpr const char* kFailUnreadable = R"sql(
  UPDATE url u
     SET verdict = CASE WHEN verdict IN ('stored', 'duplicate') THEN verdict ELSE 'failed' END,
         reason = 'not_a_url', detail = s.detail, due_at = NULL
    FROM unnest($1::bigint[], $2::text[]) AS s(id, detail)
   WHERE u.id = s.id
)sql";

struct UpdateColumns {
  ArrayParameter id, verdict, reason, detail, due, attempts, etag, modified, redirect, answered,
      payload, revisit, at;
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
    at.add(row.visited_at ? std::optional(row.visited_at->count()) : std::nullopt);
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

}  // namespace

void update_urls(pqxx::work& tx, std::span<const SettledUrl> urls) {
  if (urls.empty()) return;
  UpdateColumns c;
  for (const SettledUrl& url : urls) c.add(url);
  execute(tx, kUpdateUrls, c.id.literal(), c.verdict.literal(), c.reason.literal(),
          c.detail.literal(), c.due.literal(), c.attempts.literal(), c.etag.literal(),
          c.modified.literal(), c.redirect.literal(), c.answered.literal(), c.payload.literal(),
          c.revisit.literal(), c.at.literal());
  if (c.any_lost) execute(tx, kReviveVariants, c.id.literal());
  if (c.any_redirect) execute(tx, kMarkRedirectLoops, c.redirected.literal());
}

void fail_unreadable_urls(pqxx::work& tx, std::span<const UnreadableUrl> urls) {
  if (urls.empty()) return;
  ArrayParameter id;
  ArrayParameter detail;
  for (const UnreadableUrl& url : urls) {
    id.add(url.id);
    detail.add(url.detail.str());
  }
  execute(tx, kFailUnreadable, id.literal(), detail.literal());
  execute(tx, kReviveVariants, id.literal());
}

}  // namespace cabled::db
