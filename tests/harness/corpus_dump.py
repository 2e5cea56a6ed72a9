"""What the tables of the corpus hold, for comparing two databases."""

# Everything that does not tell of the time and the order of arrival. The source of the fields is the
# page on which a text was met first.
DUMP = """
SELECT id, year, station, serial, sent_at, classification, tags, subject, fields - 'source',
  field_sources, encode(best_key, 'hex'), assembled, doubtful, twin_of FROM cable ORDER BY id;
SELECT cable_id, encode(content_key, 'hex'), text, fields - 'source', fingerprint, completeness
  FROM rendition ORDER BY cable_id COLLATE "C", content_key;
SELECT r.cable_id, encode(r.content_key, 'hex'), s.url, s.site FROM sighting s
  JOIN rendition r ON r.id = s.rendition_id ORDER BY 1, 2, 3;
SELECT from_id, kind, to_id FROM cable_link ORDER BY 1, 2, 3;
SELECT band, (SELECT array_agg(encode(content_key, 'hex') ORDER BY content_key) FROM rendition
  WHERE id = ANY(renditions)) FROM near_band ORDER BY band;
"""
