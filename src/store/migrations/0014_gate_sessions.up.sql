-- Sessions at gates that go on (service/gate/gate_sessions.h). `card` is a certificate's SHA-256 in
-- base64url, or empty; `rests_on` are lines.
CREATE TABLE gate_session (
  id TEXT PRIMARY KEY,
  session_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  person TEXT NOT NULL,
  terminal TEXT NOT NULL,
  card TEXT NOT NULL,
  begun BIGINT NOT NULL,
  last_used BIGINT NOT NULL,
  ends BIGINT NOT NULL,
  rests_on TEXT NOT NULL
);
CREATE INDEX gate_session_user ON gate_session (user_id);
