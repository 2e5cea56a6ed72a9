-- How far each archive has been imported. An archive is its bytes and the address that it was given
-- for them, not its name: the same one under another name is this row. `name` is the first one, of
-- which the URLs of pages without an address are made.
CREATE TABLE import_archive (
  digest      bytea NOT NULL CHECK (length(digest) = 32),
  base_url    text NOT NULL,
  name        text NOT NULL,
  bytes       bigint NOT NULL,
  records     bigint NOT NULL DEFAULT 0,
  last_offset bigint NOT NULL DEFAULT 0,
  other       bigint NOT NULL DEFAULT 0,
  damaged     bigint NOT NULL DEFAULT 0,
  cables      bigint NOT NULL DEFAULT 0,
  not_cables  bigint NOT NULL DEFAULT 0,
  rejected    bigint NOT NULL DEFAULT 0,
  started_at  timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  PRIMARY KEY (digest, base_url),
  CHECK (records = other + damaged + cables + not_cables + rejected)
);
