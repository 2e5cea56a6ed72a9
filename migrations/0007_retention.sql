-- Deleting old files of raw pages.

-- Which files the tables still refer to.
CREATE INDEX capture_segment ON capture (segment);

-- Files that a retention rule has deleted, written before the file goes; captures: how many pages
-- went with it, which can no longer be parsed again.
CREATE TABLE deleted_segment (
  segment    text PRIMARY KEY,
  captures   bigint NOT NULL,
  deleted_at timestamptz NOT NULL DEFAULT now()
);
