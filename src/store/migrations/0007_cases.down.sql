DROP TABLE figure;
DROP TABLE inquiry_look;
DROP TABLE inquiry;
DROP TABLE case_report;
DROP TABLE case_finding;
DROP TABLE work_case;
DROP TABLE work_step;
