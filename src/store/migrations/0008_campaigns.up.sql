-- Half-yearly reviews of logs, and audit's own. `thing` is the name of a campaign in work_step.
CREATE TABLE campaign (
  id BIGINT PRIMARY KEY,
  thing TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  fiscal_year BIGINT NOT NULL,
  half BIGINT NOT NULL,
  cut_off TEXT NOT NULL,
  state TEXT NOT NULL,
  scope TEXT NOT NULL,
  review TEXT NOT NULL,
  run_sha256 TEXT NOT NULL,
  frozen_at BIGINT,
  conclusion TEXT NOT NULL,
  approval TEXT NOT NULL,
  approved_by TEXT NOT NULL,
  awaits_reading TEXT NOT NULL,
  seed TEXT NOT NULL,
  re_performed TEXT NOT NULL,
  opened_by TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  UNIQUE (kind, fiscal_year, half)
);
-- The frozen population: systems, with what is stated of them, and files.
CREATE TABLE campaign_system (
  campaign_id BIGINT NOT NULL REFERENCES campaign (id),
  system TEXT NOT NULL,
  department TEXT NOT NULL,
  extracted_by TEXT NOT NULL,
  log TEXT NOT NULL,
  events BIGINT NOT NULL,
  rejects BIGINT NOT NULL,
  gaps BIGINT NOT NULL,
  violations BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  doubtful BIGINT NOT NULL,
  undetermined BIGINT NOT NULL,
  state TEXT NOT NULL,
  statement TEXT NOT NULL,
  reason TEXT NOT NULL,
  stated_by TEXT NOT NULL,
  self_checked_by TEXT NOT NULL,
  checked_by TEXT NOT NULL,
  PRIMARY KEY (campaign_id, system)
);
CREATE TABLE campaign_file (
  campaign_id BIGINT NOT NULL REFERENCES campaign (id),
  file TEXT NOT NULL,
  system TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  lines BIGINT NOT NULL,
  PRIMARY KEY (campaign_id, file)
);
-- What an audit drew, and what it says of each line.
CREATE TABLE audit_sample (
  campaign_id BIGINT NOT NULL REFERENCES campaign (id),
  place BIGINT NOT NULL,
  file TEXT NOT NULL,
  line BIGINT NOT NULL,
  verdict TEXT NOT NULL,
  note TEXT NOT NULL,
  judged_by TEXT NOT NULL,
  PRIMARY KEY (campaign_id, place)
);
