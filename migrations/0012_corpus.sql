-- Which cables have a text that no page gives any more: few, so that whether one of them is published
-- still is soon told.
CREATE INDEX rendition_superseded ON rendition (cable_id) WHERE superseded_at IS NOT NULL;

-- A time as RFC 3339 text in UTC; null and the infinities give null.
CREATE FUNCTION utc_text(moment timestamptz) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN isfinite(moment)
    THEN to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') END
$$;
