-- A version of a fact is never changed but for `ended_by`, the change since which it is no longer
-- what we know. Without a file it was recorded by hand.
CREATE TABLE fact (
  id BIGINT PRIMARY KEY,
  register TEXT NOT NULL,
  profile TEXT NOT NULL,
  subject TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_until BIGINT NOT NULL,
  fields TEXT NOT NULL,
  file_id BIGINT REFERENCES change_file (id),
  line BIGINT NOT NULL,
  recorded_by BIGINT NOT NULL REFERENCES change (id),
  ended_by BIGINT REFERENCES change (id)
);
CREATE INDEX fact_subject ON fact (subject, register);
CREATE INDEX fact_profile ON fact (profile, ended_by);
CREATE INDEX fact_recorded ON fact (recorded_by);
CREATE INDEX fact_ended ON fact (ended_by);
