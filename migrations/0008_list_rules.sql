-- What a source's lists were last read by (digest of its patterns): with other patterns, the same
-- bytes lead to other pages.
ALTER TABLE source ADD COLUMN list_rules text;
