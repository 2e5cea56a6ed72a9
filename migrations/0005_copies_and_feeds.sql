-- One cable from many copies, and what other databases need to follow it.

-- field_sources: field -> content key (hex) of the rendition it was taken from, for those that the
-- best rendition lacks. assembled: the text of sections that were published apart, where no
-- rendition has them all. doubtful: the id is none of a station we know, or is made of the content.
-- twin_of: the cable under whose good id this one is published.
ALTER TABLE cable
  ADD COLUMN field_sources jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN assembled     text COMPRESSION lz4,
  ADD COLUMN doubtful      boolean NOT NULL DEFAULT false,
  ADD COLUMN twin_of       text COLLATE "C";
CREATE INDEX cable_twin ON cable (twin_of) WHERE twin_of IS NOT NULL;

ALTER TABLE cable_link DROP CONSTRAINT cable_link_kind_check;
ALTER TABLE cable_link ADD CONSTRAINT cable_link_kind_check CHECK (kind IN
  ('reference', 'cancels', 'replaced_by', 'corrects', 'near_duplicate', 'malformed_twin'));

-- Where texts that are alike meet: one row a band of a text's words (parsers/dedup/text_sketch.h).
-- The key makes a second writer wait for the first, so that neither misses the other's text. No
-- foreign key: eleven checks a text would cost more than the texts.
CREATE TABLE near_band (
  band       bigint PRIMARY KEY,
  renditions bigint[] NOT NULL
);

-- The one row about this database as a source of changes. Everything up to (pruned_xid,
-- pruned_seq) is gone from `change`. The id tells cursors of another database from ours.
CREATE TABLE feed_origin (
  only_row   boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  id         uuid NOT NULL DEFAULT gen_random_uuid(),
  pruned_xid xid8 NOT NULL DEFAULT '0',
  pruned_seq bigint NOT NULL DEFAULT 0
);
INSERT INTO feed_origin DEFAULT VALUES;

-- Who reads the changes, and how far each has come: nothing after the hindmost is pruned.
CREATE TABLE feed_consumer (
  name    text PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 200),
  xid     xid8 NOT NULL,
  seq     bigint NOT NULL,
  seen_at timestamptz NOT NULL DEFAULT now()
);

-- Batches that a webhook would not take, with what it said.
CREATE TABLE feed_dead_letter (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  consumer  text NOT NULL,
  cursor    text NOT NULL,
  attempts  integer NOT NULL,
  error     text NOT NULL,
  body      text NOT NULL,
  failed_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (consumer, cursor)
);
