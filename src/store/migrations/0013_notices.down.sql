ALTER TABLE identity_user DROP COLUMN password_known;
ALTER TABLE identity_factor DROP COLUMN valid_until;
DROP TABLE identity_notice;
