-- Schedules, number templates, variants of a story, intervals of pages, what a host last said.

ALTER TYPE url_kind ADD VALUE 'cdx';

ALTER TABLE host ADD COLUMN last_error_at timestamptz;
-- Updated with every batch: small dead rows must go before the table outgrows its pages.
ALTER TABLE host SET (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 200);

-- story: one for all URLs of a page, where its source folds them (md5 of the key). revisit_ms: the
-- page's own interval, lengthened and shortened by what visits find.
ALTER TABLE url ADD COLUMN story uuid, ADD COLUMN revisit_ms bigint;
CREATE INDEX url_story ON url (story) WHERE story IS NOT NULL;

-- schedule: what next_run_at was reckoned from; null: lists are due one by one.
ALTER TABLE source ADD COLUMN schedule text,
                   ADD COLUMN next_run_at timestamptz,
                   ADD COLUMN last_run_at timestamptz;

-- How far the numbers of a template are written out.
CREATE TABLE url_template (
  source_id  integer NOT NULL REFERENCES source,
  template   text NOT NULL CHECK (length(template) <= 2048),
  next_index bigint NOT NULL DEFAULT 0,
  done_at    timestamptz,
  PRIMARY KEY (source_id, template)
);

-- A source's latest captures, for its health.
CREATE INDEX capture_source ON capture (source_id, id);
-- For the rates of the last minutes; captures come nearly in the order of their time.
CREATE INDEX capture_time ON capture USING brin (fetched_at);
