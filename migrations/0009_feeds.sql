-- Ids of cables have one collation wherever they stand. An index of another one than cable.id's was
-- not used when tables were joined by it: each of twenty hits read the whole index.
ALTER TABLE rendition ALTER COLUMN cable_id TYPE text COLLATE "C";
ALTER TABLE cable_link ALTER COLUMN from_id TYPE text COLLATE "C",
                       ALTER COLUMN to_id TYPE text COLLATE "C";
ALTER TABLE change ALTER COLUMN cable_id TYPE text COLLATE "C";

-- Bands are made of runs of words now, and none of these is met again.
TRUNCATE near_band;
