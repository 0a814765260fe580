-- What a profile's supply contracts were from this change on, in the file of that hash.
CREATE TABLE supply_segment (
  change_id BIGINT NOT NULL REFERENCES change (id),
  profile TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  points BIGINT NOT NULL,
  row_count BIGINT NOT NULL,
  PRIMARY KEY (change_id, profile)
);
