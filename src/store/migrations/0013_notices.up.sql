-- What a person is told of changes of what they prove themselves with (docs/formats/identity.md);
-- when a card runs out; and that a password was found in a list of breached ones since it was set.
CREATE TABLE identity_notice (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,
  kind BIGINT NOT NULL,
  factor TEXT NOT NULL,
  name TEXT NOT NULL,
  by_user TEXT NOT NULL,
  source TEXT NOT NULL,
  time BIGINT NOT NULL,
  ends BIGINT NOT NULL,
  acknowledged BIGINT NOT NULL,
  revision BIGINT NOT NULL
);
CREATE INDEX identity_notice_user ON identity_notice (user_id, time);
ALTER TABLE identity_factor ADD COLUMN valid_until BIGINT NOT NULL DEFAULT 9223372036854775807;
ALTER TABLE identity_user ADD COLUMN password_known BIGINT NOT NULL DEFAULT 0;
