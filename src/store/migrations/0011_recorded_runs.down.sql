ALTER TABLE export_file DROP COLUMN job;
ALTER TABLE export_file DROP COLUMN run;
DROP TABLE recorded_run;
