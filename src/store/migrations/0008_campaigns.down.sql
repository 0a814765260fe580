DROP TABLE audit_sample;
DROP TABLE campaign_file;
DROP TABLE campaign_system;
DROP TABLE campaign;
