"""The outbox as a table of changes: a row of `change` holds all of a cable in a transaction."""

# To be put behind FROM: xid, seq of the row, cable_id, kind and detail of each change.
CHANGES = ("(SELECT xid, seq, cable_id, kind, detail FROM change UNION ALL"
           " SELECT c.xid, c.seq, c.cable_id, m ->> 'change', m - 'change'"
           " FROM change c, jsonb_array_elements(c.more) AS m) AS changes")
