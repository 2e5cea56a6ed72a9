-- What other databases need to follow the corpus.

-- The outbox: written in the transaction of the change it tells of. Readers take only rows whose
-- xid is below their snapshot's xmin, so a late commit is never skipped.
--
-- One row for a cable and a transaction: kind and detail tell the first change, `more` those behind
-- it, each with its kind as "change". They are `lines` changes, of which the last has the row's
-- number and the others those before it, so numbers go up by as many as a row may hold.
CREATE TABLE change (
  seq      bigint GENERATED ALWAYS AS IDENTITY (START WITH 64 INCREMENT BY 64) PRIMARY KEY,
  xid      xid8 NOT NULL DEFAULT pg_current_xact_id(),
  at       timestamptz NOT NULL DEFAULT now(),
  kind     text NOT NULL CHECK (kind IN ('cable', 'rendition', 'sighting', 'link')),
  cable_id text COLLATE "C" NOT NULL,
  detail   jsonb NOT NULL DEFAULT '{}',
  lines    integer NOT NULL DEFAULT 1 CHECK (lines BETWEEN 1 AND 64),
  more     jsonb
);
CREATE INDEX change_order ON change (xid, seq);

-- The one row about this database as a source of changes. The id tells cursors of another database
-- from ours. The server that the numbers of transactions are of tells that it was restored from a
-- dump: they begin anew there. Everything up to (pruned_xid, pruned_seq) is gone from `change`;
-- pruned_us is the time of the last that went.
CREATE TABLE feed_origin (
  only_row   boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  id         uuid NOT NULL DEFAULT gen_random_uuid(),
  server     bigint NOT NULL,
  pruned_xid xid8 NOT NULL DEFAULT '0',
  pruned_seq bigint NOT NULL DEFAULT 0,
  pruned_us  bigint NOT NULL DEFAULT 0
);
INSERT INTO feed_origin (server) SELECT system_identifier FROM pg_control_system();

-- Who reads the changes, and how far each has come: nothing after the hindmost is pruned.
CREATE TABLE feed_consumer (
  name    text PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 200),
  xid     xid8 NOT NULL,
  seq     bigint NOT NULL,
  us      bigint NOT NULL,  -- time of that change, in microseconds since 1970
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
