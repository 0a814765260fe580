-- What src/identity keeps of people and how they prove who they are (docs/formats/identity.md), a
-- table for each of its records. Hashes and other bytes are base64url; `revision` counts changes.
CREATE TABLE identity_user (
  id TEXT PRIMARY KEY,
  login_name TEXT NOT NULL UNIQUE,
  state BIGINT NOT NULL,
  password_hash TEXT NOT NULL,
  password_set BIGINT NOT NULL,
  last_login BIGINT NOT NULL,
  revision BIGINT NOT NULL
);
-- A secret is encrypted under the key of its owner, which stands in the vault beside the record.
CREATE TABLE identity_factor (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  kind BIGINT NOT NULL,
  handle TEXT NOT NULL,
  name TEXT NOT NULL,
  public_key TEXT NOT NULL,
  algorithm BIGINT NOT NULL,
  counter BIGINT NOT NULL,
  secret TEXT NOT NULL,
  code_hash BIGINT NOT NULL,
  code_digits BIGINT NOT NULL,
  code_step BIGINT NOT NULL,
  used_step BIGINT,
  enrolled BIGINT NOT NULL,
  last_used BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  UNIQUE (kind, handle)
);
CREATE INDEX identity_factor_user ON identity_factor (user_id);
CREATE TABLE identity_session (
  hash TEXT PRIMARY KEY,
  id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  begun BIGINT NOT NULL,
  last_used BIGINT NOT NULL,
  ends BIGINT NOT NULL,
  factor BIGINT NOT NULL,
  certificate TEXT,
  must_change_password BIGINT NOT NULL,
  fresh_export BIGINT,
  fresh_policy_change BIGINT,
  fresh_unmask BIGINT,
  fresh_account BIGINT,
  source TEXT NOT NULL,
  challenge TEXT NOT NULL,
  revision BIGINT NOT NULL
);
CREATE INDEX identity_session_user ON identity_session (user_id);
CREATE TABLE identity_pending_login (
  hash TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  password_set BIGINT NOT NULL,
  challenge TEXT NOT NULL,
  tries BIGINT NOT NULL,
  ends BIGINT NOT NULL,
  revision BIGINT NOT NULL
);
CREATE TABLE identity_enrolment (
  hash TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  cause BIGINT NOT NULL,
  approved_by TEXT NOT NULL,
  number TEXT NOT NULL,
  session TEXT,
  challenge TEXT NOT NULL,
  offered_secret TEXT NOT NULL,
  ends BIGINT NOT NULL,
  revision BIGINT NOT NULL
);
CREATE INDEX identity_enrolment_user ON identity_enrolment (user_id);
CREATE TABLE identity_recovery (
  id TEXT PRIMARY KEY,
  subject TEXT NOT NULL,
  first TEXT NOT NULL,
  number TEXT NOT NULL,
  begun BIGINT NOT NULL,
  ends BIGINT NOT NULL,
  revision BIGINT NOT NULL
);
CREATE TABLE identity_api_token (
  hash TEXT PRIMARY KEY,
  id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  name TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created BIGINT NOT NULL,
  ends BIGINT NOT NULL,
  last_used BIGINT NOT NULL,
  revision BIGINT NOT NULL
);
CREATE INDEX identity_api_token_user ON identity_api_token (user_id);
CREATE TABLE identity_device (
  hash TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  last_used BIGINT NOT NULL,
  ends BIGINT NOT NULL,
  revision BIGINT NOT NULL
);
CREATE TABLE identity_budget (
  hash TEXT PRIMARY KEY,
  failures BIGINT NOT NULL,
  last_failure BIGINT NOT NULL,
  open_from BIGINT NOT NULL,
  revision BIGINT NOT NULL
);
CREATE TABLE identity_installation (
  id BIGINT PRIMARY KEY,
  has_administrator BIGINT NOT NULL,
  revision BIGINT NOT NULL
);
-- What the office (docs/roles.md) asks of a person. `roles`, `administers` and `deputies` are lists
-- with spaces between.
CREATE TABLE office_member (
  user_id TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  employer TEXT NOT NULL,
  roles TEXT NOT NULL,
  administers TEXT NOT NULL,
  approves BIGINT NOT NULL,
  assignment_ends BIGINT,
  deputies TEXT NOT NULL,
  revision BIGINT NOT NULL
);
-- Looks at personal data in plain, while they last.
CREATE TABLE office_unmasking (
  id TEXT PRIMARY KEY,
  session_id TEXT NOT NULL,
  thing TEXT NOT NULL,
  thing_id TEXT NOT NULL,
  purpose TEXT NOT NULL,
  ends BIGINT NOT NULL
);
CREATE INDEX office_unmasking_session ON office_unmasking (session_id);
