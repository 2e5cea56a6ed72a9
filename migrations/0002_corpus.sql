-- What was received, and the cables read from it.

-- One row per distinct payload of a URL. The bytes are in the archive: segment, offset, length.
CREATE TABLE capture (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  url            text NOT NULL CHECK (length(url) <= 2048),
  payload_digest bytea NOT NULL CHECK (length(payload_digest) = 32),
  source_id      integer REFERENCES source,
  origin         text NOT NULL CHECK (origin IN ('fetched', 'imported')),
  status         smallint NOT NULL,
  fetched_at     timestamptz NOT NULL,
  last_seen_at   timestamptz NOT NULL,
  content_type   text NOT NULL,
  charset        text NOT NULL,
  payload_bytes  bigint NOT NULL,
  segment        text NOT NULL,
  segment_offset bigint NOT NULL,
  segment_length bigint NOT NULL,
  outcome        text NOT NULL,
  flags          text[] NOT NULL DEFAULT '{}',
  parser_version integer NOT NULL,
  UNIQUE (url, payload_digest)
);
CREATE INDEX capture_parser ON capture (parser_version, id);

-- What full-text search sees of a cable. A tsvector holds at most 1 MB: no telegram comes near
-- 250,000 characters, hostile text does.
CREATE FUNCTION cable_search_vector(id text, subject text, tags text[], body text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT setweight(to_tsvector('simple', id || ' ' || array_to_string(tags, ' ')), 'A')
      || setweight(to_tsvector('english', coalesce(subject, '')), 'A')
      || to_tsvector('english', left(body, 250000))
$$;

-- One row per cable. `id` is the canonical id, or "sha256:" and the content key of a cable that
-- carries none. The fields are those of the best rendition (best_key).
CREATE TABLE cable (
  id             text COLLATE "C" PRIMARY KEY,
  year           smallint,
  station        text,
  serial         bigint,
  sent_at        timestamptz,
  classification text,
  tags           text[] NOT NULL DEFAULT '{}',
  subject        text,
  fields         jsonb NOT NULL,
  search         tsvector NOT NULL,
  best_key       bytea NOT NULL,
  first_seen_at  timestamptz NOT NULL DEFAULT now(),
  changed_at     timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE cable ALTER COLUMN fields SET COMPRESSION lz4;
ALTER TABLE cable ALTER COLUMN search SET COMPRESSION lz4;
CREATE INDEX cable_search ON cable USING gin (search);
CREATE INDEX cable_tags ON cable USING gin (tags);
CREATE INDEX cable_sent ON cable (sent_at);
CREATE INDEX cable_station ON cable (station, sent_at);

-- One row per distinct text of a cable.
CREATE TABLE rendition (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  cable_id       text NOT NULL REFERENCES cable,
  content_key    bytea NOT NULL CHECK (length(content_key) = 32),
  text           text NOT NULL,
  fields         jsonb NOT NULL,
  fingerprint    bigint NOT NULL,
  completeness   integer NOT NULL,
  parser_version integer NOT NULL,
  first_url      text NOT NULL,
  first_seen_at  timestamptz NOT NULL DEFAULT now(),
  UNIQUE (cable_id, content_key)
);
ALTER TABLE rendition ALTER COLUMN text SET COMPRESSION lz4;
ALTER TABLE rendition ALTER COLUMN fields SET COMPRESSION lz4;

-- Every place where a rendition was seen.
CREATE TABLE sighting (
  rendition_id  bigint NOT NULL REFERENCES rendition,
  url           text NOT NULL,
  site          text NOT NULL,
  capture_id    bigint NOT NULL REFERENCES capture,
  first_seen_at timestamptz NOT NULL,
  last_seen_at  timestamptz NOT NULL,
  PRIMARY KEY (rendition_id, url)
);
CREATE INDEX sighting_capture ON sighting (capture_id);
CREATE INDEX sighting_site ON sighting (site, rendition_id);

-- How cables point to each other. The other end need not have been seen yet.
CREATE TABLE cable_link (
  from_id text NOT NULL REFERENCES cable,
  kind    text NOT NULL CHECK (kind IN ('reference', 'cancels', 'corrects', 'near_duplicate', 'malformed_twin')),
  to_id   text NOT NULL,
  PRIMARY KEY (from_id, kind, to_id)
);
CREATE INDEX cable_link_to ON cable_link (to_id, kind);

-- Captures that gave no cable, and why.
CREATE TABLE rejection (
  capture_id     bigint PRIMARY KEY REFERENCES capture,
  stage          text NOT NULL,
  reason         text NOT NULL,
  detail         text,
  parser_version integer NOT NULL,
  rejected_at    timestamptz NOT NULL DEFAULT now()
);

-- The outbox: written in the transaction of the change it tells of. Readers take only rows whose
-- xid is below their snapshot's xmin, so a late commit is never skipped.
CREATE TABLE change (
  seq      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  xid      xid8 NOT NULL DEFAULT pg_current_xact_id(),
  at       timestamptz NOT NULL DEFAULT now(),
  kind     text NOT NULL CHECK (kind IN ('cable', 'rendition', 'sighting', 'link')),
  cable_id text NOT NULL,
  detail   jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX change_order ON change (xid, seq);
