-- How far the looks of each gate's spool are in the record: entries before `position` are. Of the
-- record, entries before `seen` tell of no look behind that.
CREATE TABLE gate_spool (
  spool TEXT PRIMARY KEY,
  position BIGINT NOT NULL,
  seen BIGINT NOT NULL
);
