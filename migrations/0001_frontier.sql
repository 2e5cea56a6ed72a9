-- The frontier: which URLs there are, whose turn it is, and what became of each.

-- A time as RFC 3339 text in UTC; null and the infinities give null.
CREATE FUNCTION utc_text(moment timestamptz) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN isfinite(moment)
    THEN to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') END
$$;

-- schedule: what next_run_at was reckoned from; null: lists are due one by one. list_rules: what
-- its lists were last read by (digest of its patterns); with other patterns, the same bytes lead to
-- other pages.
CREATE TABLE source (
  id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name        text NOT NULL UNIQUE,
  paused_at   timestamptz,
  schedule    text,
  next_run_at timestamptz,
  last_run_at timestamptz,
  list_rules  text,
  created_at  timestamptz NOT NULL DEFAULT now()
);

-- How far the numbers of a template are written out.
CREATE TABLE url_template (
  source_id  integer NOT NULL REFERENCES source,
  template   text NOT NULL CHECK (length(template) <= 2048),
  next_index bigint NOT NULL DEFAULT 0,
  done_at    timestamptz,
  PRIMARY KEY (source_id, template)
);

-- One row per origin ("https://www.example.org"), the unit of politeness. Whoever holds the lease
-- alone fetches from it; the fence grows with every claim, so a worker that slept past its lease
-- is told apart from its successor. Updated with every batch: small dead rows must go before the
-- table outgrows its pages.
CREATE TABLE host (
  id                integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  origin            text NOT NULL UNIQUE CHECK (length(origin) <= 512),
  next_allowed_at   timestamptz NOT NULL DEFAULT '-infinity',
  blocked_until     timestamptz NOT NULL DEFAULT '-infinity',
  failures          integer NOT NULL DEFAULT 0,
  last_error        text,
  last_error_at     timestamptz,
  latency_ms        integer,
  robots_body       bytea,
  robots_rule       text NOT NULL DEFAULT 'unknown'
                    CHECK (robots_rule IN ('unknown', 'body', 'allow_all', 'disallow_all')),
  robots_until      timestamptz NOT NULL DEFAULT '-infinity',
  lease_owner       text,
  lease_until       timestamptz NOT NULL DEFAULT '-infinity',
  fence             bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 200);

CREATE TYPE url_kind AS ENUM ('page', 'index', 'sitemap', 'feed', 'cdx');

-- pending: to be fetched. stored, duplicate, refused, failed: the page's one terminal state.
-- read: an index, sitemap or feed that was read for its links.
CREATE TYPE url_verdict AS ENUM ('pending', 'stored', 'duplicate', 'refused', 'failed', 'read');

-- Narrow on purpose: bodies live in capture and in the archive's segments. 2,048 bytes keep the
-- unique index below PostgreSQL's limit of 2,704 bytes an entry.
--
-- story: one for all URLs of a page, where its source folds them (md5 of the key). revisit_ms: the
-- page's own interval, lengthened and shortened by what visits find.
CREATE TABLE url (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  url            text NOT NULL UNIQUE CHECK (length(url) <= 2048),
  host_id        integer NOT NULL REFERENCES host,
  source_id      integer REFERENCES source,
  kind           url_kind NOT NULL,
  verdict        url_verdict NOT NULL DEFAULT 'pending',
  priority       smallint NOT NULL CHECK (priority BETWEEN 0 AND 9),
  depth          smallint NOT NULL DEFAULT 0,
  hops           smallint NOT NULL DEFAULT 0,
  attempts       smallint NOT NULL DEFAULT 0,
  due_at         timestamptz,
  revisit_ms     bigint,
  discovered_at  timestamptz NOT NULL DEFAULT now(),
  fetched_at     timestamptz,
  story          uuid,
  reason         text,
  detail         text,
  etag           text,
  last_modified  text,
  payload_digest bytea,
  redirect_to    text
) WITH (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

-- The claim: due URLs of one host, by priority, oldest first; apart for each source, so that URLs of
-- one that is paused, or that a daemon's configuration does not have, are stepped over as a whole,
-- however many they are.
CREATE INDEX url_due ON url (host_id, coalesce(source_id, 0), priority, due_at, id)
  WHERE due_at IS NOT NULL;
CREATE INDEX url_account ON url (source_id, kind, verdict);
CREATE INDEX url_story ON url (story) WHERE story IS NOT NULL;
