-- What was done to each case, inquiry, figure and campaign. Nothing here is ever changed.
CREATE TABLE work_step (
  thing TEXT NOT NULL,
  revision BIGINT NOT NULL,
  at BIGINT NOT NULL,
  done_by TEXT NOT NULL,
  what TEXT NOT NULL,
  content TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (thing, revision)
);
-- Cases as their steps left them. `thing` is the name of a case in work_step.
CREATE TABLE work_case (
  id BIGINT PRIMARY KEY,
  thing TEXT NOT NULL UNIQUE,
  scope TEXT NOT NULL,
  route TEXT NOT NULL,
  viewer TEXT NOT NULL,
  holder TEXT NOT NULL,
  account TEXT NOT NULL,
  state TEXT NOT NULL,
  outcome TEXT NOT NULL,
  triaged_by TEXT NOT NULL,
  checked_by TEXT NOT NULL,
  assignee TEXT NOT NULL,
  due TEXT NOT NULL,
  aware_at BIGINT,
  wrongful BIGINT NOT NULL,
  review TEXT NOT NULL,
  findings BIGINT NOT NULL,
  first_at BIGINT,
  last_at BIGINT,
  opened_at BIGINT NOT NULL,
  UNIQUE (scope, route, viewer, holder, account)
);
CREATE INDEX work_case_state ON work_case (state);
-- Neither whose record was looked at nor who supplied it: that stands in the review.
CREATE TABLE case_finding (
  case_id BIGINT NOT NULL REFERENCES work_case (id),
  file TEXT NOT NULL,
  line BIGINT NOT NULL,
  at BIGINT NOT NULL,
  system TEXT NOT NULL,
  account TEXT NOT NULL,
  holder TEXT NOT NULL,
  viewer TEXT NOT NULL,
  certainty TEXT NOT NULL,
  route TEXT NOT NULL,
  disposition TEXT NOT NULL,
  added_by TEXT NOT NULL,
  gone_by TEXT NOT NULL,
  PRIMARY KEY (case_id, file, line)
);
-- Reports to a regulator, by the rule of policies/deadlines.toml that asks for them.
CREATE TABLE case_report (
  case_id BIGINT NOT NULL REFERENCES work_case (id),
  rule TEXT NOT NULL,
  reported_on TEXT NOT NULL,
  reference TEXT NOT NULL,
  PRIMARY KEY (case_id, rule)
);
-- 照会票. Whoever has the one-time link answers; only its hash is known.
CREATE TABLE inquiry (
  id BIGINT PRIMARY KEY,
  thing TEXT NOT NULL UNIQUE,
  case_id BIGINT NOT NULL REFERENCES work_case (id),
  addressee_kind TEXT NOT NULL,
  addressee TEXT NOT NULL,
  subject TEXT NOT NULL,
  question TEXT NOT NULL,
  due TEXT NOT NULL,
  state TEXT NOT NULL,
  link_sha256 TEXT UNIQUE,
  named_user TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  reminders BIGINT NOT NULL,
  answer TEXT NOT NULL,
  answered_by TEXT NOT NULL,
  answered_at BIGINT
);
CREATE INDEX inquiry_case ON inquiry (case_id);
CREATE TABLE inquiry_look (
  inquiry_id BIGINT NOT NULL REFERENCES inquiry (id),
  place BIGINT NOT NULL,
  at BIGINT NOT NULL,
  system TEXT NOT NULL,
  PRIMARY KEY (inquiry_id, place)
);
-- Figures that went out. A correction is a further version.
CREATE TABLE figure (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  version BIGINT NOT NULL,
  title TEXT NOT NULL,
  recipient TEXT NOT NULL,
  review TEXT NOT NULL,
  run_sha256 TEXT NOT NULL,
  part TEXT NOT NULL,
  counts TEXT NOT NULL,
  difference TEXT NOT NULL,
  approval TEXT NOT NULL,
  approved_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  published_by TEXT NOT NULL,
  published_at BIGINT NOT NULL,
  UNIQUE (name, version)
);
