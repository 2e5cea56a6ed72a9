-- The first `most` bytes of a text, less what they hold of a character that is not whole.
CREATE FUNCTION first_bytes(body text, most integer) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(body) <= most THEN body ELSE (
    SELECT convert_from(substr(b, 1, most - back), 'UTF8')
    FROM (SELECT convert_to(body, 'UTF8') AS b) AS bytes,
      LATERAL (SELECT min(k) AS back FROM generate_series(0, least(3, most)) AS k
               WHERE get_byte(b, most - k) & 192 <> 128) AS whole)
  END
$$;

-- What full-text search sees of a cable. A tsvector holds at most 1 MB, counted in bytes.
-- Words take up to 3.2 times the bytes of a text (measured; pairs with a hyphen are entered whole
-- and apart), and some capitals grow by half as they are folded. Hardly a text is that long, so its
-- length is asked first: three calls of first_bytes() made a vector a third dearer.
CREATE OR REPLACE FUNCTION cable_search_vector(id text, subject text, tags text[], body text)
RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT setweight(to_tsvector('simple', id || ' ' ||
           CASE WHEN octet_length(array_to_string(tags, ' ')) <= 8000 THEN array_to_string(tags, ' ')
                ELSE first_bytes(array_to_string(tags, ' '), 8000) END), 'A')
      || setweight(to_tsvector('english',
           CASE WHEN octet_length(subject) <= 8000 THEN subject
                ELSE first_bytes(coalesce(subject, ''), 8000) END), 'A')
      || to_tsvector('english',
           CASE WHEN octet_length(body) <= 200000 THEN body ELSE first_bytes(body, 200000) END)
$$;
