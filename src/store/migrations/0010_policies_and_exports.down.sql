DROP TABLE export_file;
DROP TABLE policy_file;
DROP TABLE policy_draft;
