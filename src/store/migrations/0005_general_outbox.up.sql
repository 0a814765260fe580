-- An entry belongs to a transaction: to a change of the registers, or to anything else that was
-- written together with it. Of the latter, those that the log has are not kept, but for the last
-- one, which says how far the log was searched.
CREATE TABLE general_outbox (
  id BIGINT PRIMARY KEY,
  change_id BIGINT REFERENCES change (id),
  entry TEXT NOT NULL,
  leaf TEXT NOT NULL,
  entry_index BIGINT
);
INSERT INTO general_outbox (id, change_id, entry, leaf, entry_index)
  SELECT change_id, change_id, entry, leaf, entry_index FROM outbox;
DROP TABLE outbox;
ALTER TABLE general_outbox RENAME TO outbox;
CREATE INDEX outbox_index ON outbox (entry_index);
CREATE UNIQUE INDEX outbox_change ON outbox (change_id);
