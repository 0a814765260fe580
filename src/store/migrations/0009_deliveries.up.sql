-- Logs that were handed in, each with its slip and what was received. `thing` is the name of a
-- delivery in work_step; 0 in `corrects`, `corrected_by` and `same_as` is none.
CREATE TABLE delivery (
  id BIGINT PRIMARY KEY,
  thing TEXT NOT NULL UNIQUE,
  system TEXT NOT NULL,
  file TEXT NOT NULL,
  profile TEXT NOT NULL,
  upload TEXT NOT NULL,
  state TEXT NOT NULL,
  extracted_by TEXT NOT NULL,
  query TEXT NOT NULL,
  period_from BIGINT NOT NULL,
  period_until BIGINT NOT NULL,
  counted BIGINT NOT NULL,
  stated_sha256 TEXT NOT NULL,
  corrects BIGINT NOT NULL,
  corrected_by BIGINT NOT NULL,
  same_as BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  lines BIGINT NOT NULL,
  records BIGINT NOT NULL,
  rejects BIGINT NOT NULL,
  received_from BIGINT,
  received_until BIGINT,
  segment TEXT NOT NULL,
  refusal TEXT NOT NULL,
  detail TEXT NOT NULL,
  handed_in_by TEXT NOT NULL,
  handed_in_at BIGINT NOT NULL
);
CREATE INDEX delivery_by_system ON delivery (system, profile);
-- In what a delivery is not as its slip says, or meets another one.
CREATE TABLE delivery_difference (
  delivery_id BIGINT NOT NULL REFERENCES delivery (id),
  place BIGINT NOT NULL,
  kind TEXT NOT NULL,
  other BIGINT NOT NULL,
  stated BIGINT NOT NULL,
  found BIGINT NOT NULL,
  PRIMARY KEY (delivery_id, place)
);
-- The same log as audit obtained it itself, and how it differs.
CREATE TABLE delivery_copy (
  delivery_id BIGINT NOT NULL REFERENCES delivery (id),
  place BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  lines BIGINT NOT NULL,
  only_delivered BIGINT NOT NULL,
  only_copy BIGINT NOT NULL,
  segment TEXT NOT NULL,
  obtained_by TEXT NOT NULL,
  obtained_at BIGINT NOT NULL,
  PRIMARY KEY (delivery_id, place)
);
