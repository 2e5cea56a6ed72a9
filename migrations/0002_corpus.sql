-- What was received, and the cables read from it.

-- One row per distinct payload of a URL. The bytes are in the archive: segment, offset, length.
-- row_facts: what the row of a dump said beside its text, without which the page cannot be read
-- again as it was. origin: what gave it last, which says how its record is read. fetched: whether
-- the network ever gave it.
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
  row_facts      jsonb,
  fetched        boolean NOT NULL DEFAULT false,
  UNIQUE (url, payload_digest)
);
CREATE INDEX capture_parser ON capture (parser_version, id);
-- A source's latest captures, for its health.
CREATE INDEX capture_source ON capture (source_id, id);
-- For the rates of the last minutes; captures come nearly in the order of their time.
CREATE INDEX capture_time ON capture USING brin (fetched_at);
-- Which files the tables still refer to.
CREATE INDEX capture_segment ON capture (segment);

-- Files that a retention rule has deleted, written before the file goes; captures: how many pages
-- went with it, which can no longer be parsed again.
CREATE TABLE deleted_segment (
  segment    text PRIMARY KEY,
  captures   bigint NOT NULL,
  deleted_at timestamptz NOT NULL DEFAULT now()
);

-- What was imported by one command: its paths and the address that it was given for them, of which
-- `command` is the digest. The same command is the same import until it is undone. owner: the process
-- that imports now, which says every few seconds that it is there. records, pages and cables: what
-- it came to, once it is being undone.
CREATE TABLE import (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  command       bytea NOT NULL CHECK (length(command) = 32),
  paths         text[] NOT NULL,
  base_url      text NOT NULL,
  owner         text,
  owner_seen_at timestamptz,
  started_at    timestamptz NOT NULL DEFAULT now(),
  finished_at   timestamptz,
  undo_began_at timestamptz,
  undone_at     timestamptz,
  records       bigint NOT NULL DEFAULT 0,
  pages         bigint NOT NULL DEFAULT 0,
  cables        bigint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX import_command ON import (command) WHERE undo_began_at IS NULL;

-- How far each archive has been imported. An archive is its bytes and the address that it was given
-- for them, not its name: the same one under another name is this row. `name` is the first one, of
-- which the URLs of pages without an address are made. Without a digest: the loose pages of an
-- import, or an archive that is being taken back, so that nobody takes it for one that is there.
-- cables: the pages that gave a cable; further: the cables that those pages held beside their first.
CREATE TABLE import_archive (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  digest      bytea CHECK (length(digest) = 32),
  base_url    text NOT NULL,
  name        text NOT NULL,
  bytes       bigint NOT NULL,
  records     bigint NOT NULL DEFAULT 0,
  last_offset bigint NOT NULL DEFAULT 0,
  other       bigint NOT NULL DEFAULT 0,
  damaged     bigint NOT NULL DEFAULT 0,
  cables      bigint NOT NULL DEFAULT 0,
  further     bigint NOT NULL DEFAULT 0,
  not_cables  bigint NOT NULL DEFAULT 0,
  rejected    bigint NOT NULL DEFAULT 0,
  started_at  timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  UNIQUE (digest, base_url),
  CHECK (records = other + damaged + cables + not_cables + rejected)
);

-- Which archives an import named. Several may have named one; it stays as long as one of them does.
CREATE TABLE import_content (
  import_id  bigint NOT NULL REFERENCES import,
  archive_id bigint NOT NULL REFERENCES import_archive,
  PRIMARY KEY (import_id, archive_id)
);
CREATE INDEX import_content_archive ON import_content (archive_id);

-- Which captures came out of an archive, those included that were there before.
CREATE TABLE import_capture (
  archive_id bigint NOT NULL REFERENCES import_archive,
  capture_id bigint NOT NULL REFERENCES capture,
  PRIMARY KEY (archive_id, capture_id)
);
CREATE INDEX import_capture_capture ON import_capture (capture_id);

-- One row per cable. `id` is the canonical id, or "sha256:" and the content key of a cable that
-- carries none. Ids of cables have one collation wherever they stand: an index of another one is not
-- used when tables are joined by it, and each of twenty hits read the whole index. The fields are
-- those of the best rendition (best_key).
--
-- field_sources: field -> content key (hex) of the rendition it was taken from, for those that the
-- best rendition lacks. assembled: the text of sections that were published apart, where no
-- rendition has them all. doubtful: the id is none of a station we know, or is made of the content.
-- twin_of: the cable under whose good id this one is published.
-- search: the words of id, TAGS, subject and text, made by the program (parsers/words) in the form of
-- to_tsvector('english', …).
-- pairs: which common words stand side by side in `search`, as numbers from 1 (a hash of the two), and
-- less than 1 the list of common words by which they were told, negative: 0 without one.
CREATE TABLE cable (
  id             text COLLATE "C" PRIMARY KEY,
  year           smallint,
  station        text,
  serial         bigint,
  sent_at        timestamptz,
  classification text,
  tags           text[] NOT NULL DEFAULT '{}',
  subject        text,
  fields         jsonb COMPRESSION lz4 NOT NULL,
  search         tsvector COMPRESSION lz4 NOT NULL,
  pairs          smallint[] NOT NULL DEFAULT '{0}',
  best_key       bytea NOT NULL,
  field_sources  jsonb NOT NULL DEFAULT '{}',
  assembled      text COMPRESSION lz4,
  doubtful       boolean NOT NULL DEFAULT false,
  twin_of        text COLLATE "C",
  first_seen_at  timestamptz NOT NULL DEFAULT now(),
  changed_at     timestamptz NOT NULL DEFAULT now()
) WITH (toast_tuple_target = 8160);
-- What search sees of a cable lies in its row. A phrase of two common words is looked for in tens of
-- thousands of vectors, and fetching one from a table of its own takes four times as long as reading
-- it. CREATE TABLE takes a column's storage from PostgreSQL 16 on.
ALTER TABLE cable ALTER COLUMN search SET STORAGE MAIN;
-- What is to be entered waits in a list, which is entered as a whole when it is full: a longer one
-- takes less work, and a search longer to read it (db/corpus/words_index.h).
CREATE INDEX cable_search ON cable USING gin (search) WITH (gin_pending_list_limit = 16384);
-- Enters what waits, if the index is there. Only its owner may, so writers ask him to.
CREATE FUNCTION enter_waiting_words() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT gin_clean_pending_list(to_regclass('cable_search'))
$$;
REVOKE EXECUTE ON FUNCTION enter_waiting_words() FROM PUBLIC;
-- An index of words knows no places: what it would have to look at for a phrase of common words, a
-- quarter of all cables or more, this one narrows to 1 % of them.
CREATE INDEX cable_pairs ON cable USING gin (pairs);
CREATE INDEX cable_tags ON cable USING gin (tags);
-- Pages of lists go on after a cable, by its time and id.
CREATE INDEX cable_sent ON cable (sent_at DESC NULLS LAST, id);
CREATE INDEX cable_station ON cable (station, sent_at, id);
-- A sample that does not hang on where rows lie: a range of hashes is a fair part of all cables, and
-- the same one tomorrow. A word that is in half of a million cables is estimated by it.
CREATE INDEX cable_sample ON cable (hashtext(id));
CREATE INDEX cable_damaged ON cable (id) WHERE fields -> 'damage' <> '[]'::jsonb AND twin_of IS NULL;
CREATE INDEX cable_twin ON cable (twin_of) WHERE twin_of IS NOT NULL;

-- Words that stood in 5 % of the cables at least when a list of them was counted. The word '' is in
-- every list, so that there is one even where no word is that common.
CREATE TABLE common_word (
  list  smallint NOT NULL CHECK (list > 0),
  word  text COLLATE "C" NOT NULL,
  share real NOT NULL CHECK (share BETWEEN 0 AND 1),
  PRIMARY KEY (word, list)
);

-- One row per distinct text of a cable. What the parser of today reads otherwise stays, with the
-- time when it ceased to count (superseded_at): a rendition ceases with the last of its sightings.
-- bands: where it stands in near_band. parser_version: 0 where the page that `fields` told of is gone
-- and first_url, another one, has yet to be read for them.
CREATE TABLE rendition (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  cable_id       text COLLATE "C" NOT NULL REFERENCES cable,
  content_key    bytea NOT NULL CHECK (length(content_key) = 32),
  text           text COMPRESSION lz4 NOT NULL,
  fields         jsonb COMPRESSION lz4 NOT NULL,
  fingerprint    bigint NOT NULL,
  bands          bigint[] NOT NULL DEFAULT '{}',
  completeness   integer NOT NULL,
  parser_version integer NOT NULL,
  first_url      text NOT NULL,
  first_seen_at  timestamptz NOT NULL DEFAULT now(),
  superseded_at  timestamptz,
  UNIQUE (cable_id, content_key)
);
-- Which cables have a text that no page gives any more: few, so that whether one of them is published
-- still is soon told.
CREATE INDEX rendition_superseded ON rendition (cable_id) WHERE superseded_at IS NOT NULL;
CREATE INDEX rendition_untold ON rendition (id) WHERE parser_version = 0;

-- Every place where a rendition was seen.
CREATE TABLE sighting (
  rendition_id  bigint NOT NULL REFERENCES rendition,
  url           text NOT NULL,
  site          text NOT NULL,
  capture_id    bigint NOT NULL REFERENCES capture,
  first_seen_at timestamptz NOT NULL,
  last_seen_at  timestamptz NOT NULL,
  superseded_at timestamptz,
  PRIMARY KEY (rendition_id, url)
);
CREATE INDEX sighting_capture ON sighting (capture_id);
CREATE INDEX sighting_site ON sighting (site, rendition_id);

-- Other captures of a URL that gave a text which it had given before: the sighting names the first.
CREATE TABLE resighting (
  rendition_id bigint NOT NULL REFERENCES rendition,
  url          text NOT NULL,
  capture_id   bigint NOT NULL REFERENCES capture,
  PRIMARY KEY (rendition_id, url, capture_id)
);
CREATE INDEX resighting_capture ON resighting (capture_id);

-- How cables point to each other. The other end need not have been seen yet.
CREATE TABLE cable_link (
  from_id text COLLATE "C" NOT NULL REFERENCES cable,
  kind    text NOT NULL CHECK (kind IN ('reference', 'cancels', 'replaced_by', 'corrects',
                                        'near_duplicate', 'malformed_twin')),
  to_id   text COLLATE "C" NOT NULL,
  PRIMARY KEY (from_id, kind, to_id)
);
CREATE INDEX cable_link_to ON cable_link (to_id, kind);

-- Where texts that are alike meet: one row a band of a text's words (parsers/dedup/text_sketch.h).
-- The key makes a second writer wait for the first, so that neither misses the other's text. No
-- foreign key: eleven checks a text would cost more than the texts.
CREATE TABLE near_band (
  band       bigint PRIMARY KEY,
  renditions bigint[] NOT NULL
);

-- Captures that gave no cable, and why.
CREATE TABLE rejection (
  capture_id     bigint PRIMARY KEY REFERENCES capture,
  stage          text NOT NULL,
  reason         text NOT NULL,
  detail         text,
  parser_version integer NOT NULL,
  rejected_at    timestamptz NOT NULL DEFAULT now()
);

-- How a capture was read before: one row a text each time that it was read otherwise, and one where
-- it gave none. rendition_id: the text it gave; fields: those of that text, where it got others in
-- place.
CREATE TABLE correction (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  capture_id   bigint NOT NULL REFERENCES capture,
  corrected_at timestamptz NOT NULL DEFAULT now(),
  from_version integer NOT NULL,
  to_version   integer NOT NULL,
  outcome      text NOT NULL,
  reason       text,
  rendition_id bigint REFERENCES rendition,
  fields       jsonb COMPRESSION lz4
);
CREATE INDEX correction_capture ON correction (capture_id);
CREATE INDEX correction_rendition ON correction (rendition_id) WHERE rendition_id IS NOT NULL;

-- How far the captures of a selection have been read again: those up to last_capture_id, of those
-- up to until_id, are settled and committed. summary: what came of them.
CREATE TABLE reparse (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  selection       text NOT NULL,
  parser_version  integer NOT NULL,
  until_id        bigint NOT NULL,
  last_capture_id bigint NOT NULL DEFAULT 0,
  summary         jsonb NOT NULL DEFAULT '{}',
  started_at      timestamptz NOT NULL DEFAULT now(),
  finished_at     timestamptz
);
CREATE UNIQUE INDEX reparse_open ON reparse (selection, parser_version) WHERE finished_at IS NULL;

-- How far a database has been made out of the archive: all records before the place are stored.
-- pages, unchanged, damaged: what they were.
CREATE TABLE rebuild (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  segment        text NOT NULL DEFAULT '',
  segment_offset bigint NOT NULL DEFAULT 0,
  pages          bigint NOT NULL DEFAULT 0,
  unchanged      bigint NOT NULL DEFAULT 0,
  damaged        bigint NOT NULL DEFAULT 0,
  started_at     timestamptz NOT NULL DEFAULT now(),
  finished_at    timestamptz
);
CREATE UNIQUE INDEX rebuild_open ON rebuild ((finished_at IS NULL)) WHERE finished_at IS NULL;
