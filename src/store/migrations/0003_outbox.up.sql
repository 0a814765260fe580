-- The evidence entry of each change, and where it stands in the log once it does.
CREATE TABLE outbox (
  change_id BIGINT PRIMARY KEY REFERENCES change (id),
  entry TEXT NOT NULL,
  leaf TEXT NOT NULL,
  entry_index BIGINT
);
CREATE INDEX outbox_index ON outbox (entry_index);
