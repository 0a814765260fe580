-- Sets of policies that were drafted, and how far each is (閲覧可否ルールの起案). A set that is in
-- force, or was, is an applied one; the installed set is kept when another takes its place.
CREATE TABLE policy_draft (
  id BIGINT PRIMARY KEY,
  title TEXT NOT NULL,
  reason TEXT NOT NULL,
  base TEXT NOT NULL,
  version TEXT NOT NULL,
  sound BIGINT NOT NULL,
  state TEXT NOT NULL,
  drafted_by TEXT NOT NULL,
  drafted_at BIGINT NOT NULL,
  approved_by TEXT NOT NULL,
  approval TEXT NOT NULL,
  awaits_reading TEXT NOT NULL,
  valid_from BIGINT,
  applied_by TEXT NOT NULL,
  applied_at BIGINT,
  entry BIGINT
);
CREATE TABLE policy_file (
  draft_id BIGINT NOT NULL REFERENCES policy_draft (id),
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  content TEXT NOT NULL, -- in base64: not every file is UTF-8
  PRIMARY KEY (draft_id, name)
);
-- What went out of the house, frozen: the bytes stand beside the record (`body_…` names them).
CREATE TABLE export_file (
  id BIGINT PRIMARY KEY,
  what TEXT NOT NULL,
  review TEXT NOT NULL,
  format TEXT NOT NULL,
  recipient TEXT NOT NULL,
  approval TEXT NOT NULL,
  masked BIGINT NOT NULL,
  items BIGINT NOT NULL,
  bytes BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  body_key TEXT NOT NULL,
  body_bytes BIGINT NOT NULL,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL
);
