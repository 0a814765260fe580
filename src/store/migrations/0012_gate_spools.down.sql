DROP TABLE gate_spool;
