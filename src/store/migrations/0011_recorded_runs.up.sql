-- Which results of reviews and simulations the record tells of (`review/JOB`), by the hash of their
-- run.json, so that each is told of once.
CREATE TABLE recorded_run (
  name TEXT PRIMARY KEY,
  run_sha256 TEXT NOT NULL
);
-- Of which run a file tells, and which job made it; empty: of none, and by none.
ALTER TABLE export_file ADD COLUMN run TEXT NOT NULL DEFAULT '';
ALTER TABLE export_file ADD COLUMN job TEXT NOT NULL DEFAULT '';
