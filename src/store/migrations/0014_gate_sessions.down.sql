DROP TABLE gate_session;
