-- What is due, apart for each source: URLs of one that is paused, or that a daemon's configuration
-- does not have, are stepped over as a whole, however many they are.
DROP INDEX url_due;
CREATE INDEX url_due ON url (host_id, coalesce(source_id, 0), priority, due_at, id)
  WHERE due_at IS NOT NULL;
