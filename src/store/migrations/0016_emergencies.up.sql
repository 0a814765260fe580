-- Emergencies (緊急利用) and plans for an outage of Sekisho (停止時の取扱い), casework/emergency.h and
-- casework/outage_plan.h; and looks that people go through afterwards (casework/watched_look.h). Lists
-- are JSON; 0 stands for none.
CREATE TABLE emergency (
  id BIGINT PRIMARY KEY,
  state TEXT NOT NULL,
  person TEXT NOT NULL,
  system TEXT NOT NULL,
  account TEXT NOT NULL,
  reason TEXT NOT NULL,
  hours BIGINT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  approved_by TEXT NOT NULL,
  approval TEXT NOT NULL,
  begins BIGINT,
  ends BIGINT,
  ended_by TEXT NOT NULL,
  fact BIGINT NOT NULL,
  result TEXT NOT NULL,
  remark TEXT NOT NULL,
  reviewed_by TEXT NOT NULL,
  reviewed_at BIGINT
);
CREATE INDEX emergency_person ON emergency (person, system);
CREATE TABLE outage_plan (
  id BIGINT PRIMARY KEY,
  system TEXT NOT NULL,
  state TEXT NOT NULL,
  opens BIGINT NOT NULL,
  actions TEXT NOT NULL,
  routes TEXT NOT NULL,
  minutes BIGINT NOT NULL,
  reason TEXT NOT NULL,
  drafted_by TEXT NOT NULL,
  drafted_at BIGINT NOT NULL,
  approved_by TEXT NOT NULL,
  approval TEXT NOT NULL,
  valid_from BIGINT,
  valid_until BIGINT
);
CREATE INDEX outage_plan_system ON outage_plan (system);
CREATE TABLE watched_look (
  id BIGINT PRIMARY KEY,
  spool TEXT NOT NULL UNIQUE,
  at BIGINT NOT NULL,
  gate TEXT NOT NULL,
  request TEXT NOT NULL,
  system TEXT NOT NULL,
  person TEXT NOT NULL,
  account TEXT NOT NULL,
  terminal TEXT NOT NULL,
  address TEXT NOT NULL,
  act TEXT NOT NULL,
  record_kind TEXT NOT NULL,
  records TEXT NOT NULL,
  reasons TEXT NOT NULL,
  emergency BIGINT NOT NULL,
  plan BIGINT NOT NULL,
  unconfirmed_since BIGINT,
  result TEXT NOT NULL,
  remark TEXT NOT NULL,
  reviewed_by TEXT NOT NULL,
  reviewed_at BIGINT
);
CREATE INDEX watched_look_emergency ON watched_look (emergency, at);
CREATE INDEX watched_look_plan ON watched_look (plan, at);
