-- Instants are microseconds since 1970 in UTC. Changes have numbers without gaps, and whatever has
-- a larger number was recorded later.
CREATE TABLE change (
  id BIGINT PRIMARY KEY,
  recorded_at BIGINT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  changed_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  approved_by TEXT NOT NULL,
  approval TEXT NOT NULL,
  preview TEXT NOT NULL,
  counts TEXT NOT NULL
);
-- The files of an import, by the profile that read them: what reg::LoadReport says.
CREATE TABLE change_file (
  id BIGINT PRIMARY KEY,
  change_id BIGINT NOT NULL REFERENCES change (id),
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  register TEXT NOT NULL,
  profile TEXT NOT NULL,
  profile_sha256 TEXT NOT NULL,
  import_mode TEXT NOT NULL,
  covered_from BIGINT NOT NULL,
  covered_until BIGINT NOT NULL,
  line_count BIGINT NOT NULL,
  header_lines BIGINT NOT NULL,
  row_lines BIGINT NOT NULL,
  rejected_lines BIGINT NOT NULL,
  row_count BIGINT NOT NULL,
  rejected BIGINT NOT NULL,
  refused BIGINT NOT NULL
);
CREATE INDEX change_file_profile ON change_file (profile, change_id);
