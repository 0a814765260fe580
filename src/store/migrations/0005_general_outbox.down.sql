-- An entry of something else that still waits for the log would be lost: it has no change, and the
-- step fails.
CREATE TABLE change_outbox (
  change_id BIGINT NOT NULL PRIMARY KEY REFERENCES change (id),
  entry TEXT NOT NULL,
  leaf TEXT NOT NULL,
  entry_index BIGINT
);
INSERT INTO change_outbox (change_id, entry, leaf, entry_index)
  SELECT change_id, entry, leaf, entry_index FROM outbox
  WHERE change_id IS NOT NULL OR entry_index IS NULL;
DROP TABLE outbox;
ALTER TABLE change_outbox RENAME TO outbox;
CREATE INDEX outbox_index ON outbox (entry_index);
