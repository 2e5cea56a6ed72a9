-- What search sees of a cable lies in its row. A phrase of two common words is looked for in tens of
-- thousands of vectors, and fetching one from a table of its own takes four times as long as reading
-- it. Rows that are there already move as they are updated, or all at once by VACUUM FULL cable.
ALTER TABLE cable ALTER COLUMN search SET STORAGE MAIN;
ALTER TABLE cable SET (toast_tuple_target = 8160);
