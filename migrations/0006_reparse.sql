-- Stored pages read again by a newer parser.

-- row_facts: what the row of a dump said beside its text, without which the page cannot be read
-- again as it was.
ALTER TABLE capture ADD COLUMN row_facts jsonb;

-- What the parser of today reads otherwise stays, with the time when it ceased to count. A
-- rendition ceases with the last of its sightings.
ALTER TABLE rendition ADD COLUMN superseded_at timestamptz;
ALTER TABLE sighting ADD COLUMN superseded_at timestamptz;

-- How a capture was read before: one row each time that it was read otherwise. rendition_id: the
-- text it gave; fields: those of that text, where it got others in place.
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
