-- Disasters by office, what is prepared for them, what is lent, and what comes back
-- (src/disaster). `areas` and `systems` are lines. What the registers say of a disaster or a lending
-- are facts like others; `desk_fact` has which of them are the desk's, by whose thing they are.
CREATE TABLE disaster (
  id BIGINT PRIMARY KEY,
  thing TEXT NOT NULL,
  name TEXT NOT NULL,
  declared_by TEXT NOT NULL,
  declared_at BIGINT NOT NULL
);
CREATE TABLE disaster_opening (
  id BIGINT PRIMARY KEY,
  disaster_id BIGINT NOT NULL,
  code TEXT NOT NULL,
  office TEXT NOT NULL,
  is_open BIGINT NOT NULL,
  opens BIGINT NOT NULL,
  closes BIGINT NOT NULL,
  areas TEXT NOT NULL,
  systems TEXT NOT NULL,
  declared_by TEXT NOT NULL,
  declared_at BIGINT NOT NULL,
  approved_by TEXT NOT NULL,
  approval TEXT NOT NULL,
  lifted_at BIGINT,
  lifted_by TEXT NOT NULL,
  lifting_reason TEXT NOT NULL
);
CREATE INDEX disaster_opening_disaster ON disaster_opening (disaster_id);
CREATE TABLE pool_item (
  id BIGINT PRIMARY KEY,
  thing TEXT NOT NULL,
  kind TEXT NOT NULL,
  code TEXT NOT NULL,
  office TEXT NOT NULL,
  state TEXT NOT NULL,
  since BIGINT NOT NULL,
  reason TEXT NOT NULL,
  lending_id BIGINT NOT NULL
);
CREATE INDEX pool_item_code ON pool_item (code);
CREATE TABLE disaster_lending (
  id BIGINT PRIMARY KEY,
  thing TEXT NOT NULL,
  opening_id BIGINT NOT NULL,
  terminal_item BIGINT NOT NULL,
  account_item BIGINT NOT NULL,
  terminal TEXT NOT NULL,
  account TEXT NOT NULL,
  person TEXT NOT NULL,
  name TEXT NOT NULL,
  kana TEXT NOT NULL,
  typed BIGINT NOT NULL,
  employer TEXT NOT NULL,
  contract TEXT NOT NULL,
  dispatch TEXT NOT NULL,
  seat TEXT NOT NULL,
  starts BIGINT NOT NULL,
  ends BIGINT NOT NULL,
  lent_by TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  on_paper BIGINT NOT NULL,
  paper_note TEXT NOT NULL,
  slip_at BIGINT,
  slip_by TEXT NOT NULL,
  slip_to TEXT NOT NULL,
  code_at BIGINT,
  code_by TEXT NOT NULL,
  code_to TEXT NOT NULL,
  code_issued BIGINT,
  log_in TEXT NOT NULL,
  end_reason TEXT NOT NULL,
  ended_by TEXT NOT NULL,
  ceased BIGINT,
  terminal_returned BIGINT,
  account_deleted BIGINT,
  erased_by TEXT NOT NULL
);
CREATE INDEX disaster_lending_opening ON disaster_lending (opening_id);
CREATE TABLE lending_contradiction (
  lending_id BIGINT NOT NULL,
  place BIGINT NOT NULL,
  kind TEXT NOT NULL,
  other TEXT NOT NULL,
  PRIMARY KEY (lending_id, place)
);
CREATE TABLE desk_fact (
  fact BIGINT PRIMARY KEY,
  thing TEXT NOT NULL
);
CREATE INDEX desk_fact_thing ON desk_fact (thing);
CREATE TABLE stock_take (
  id BIGINT PRIMARY KEY,
  thing TEXT NOT NULL,
  office TEXT NOT NULL,
  taken_at BIGINT NOT NULL,
  taken_by TEXT NOT NULL,
  expected BIGINT NOT NULL,
  present BIGINT NOT NULL,
  missing TEXT NOT NULL,
  found TEXT NOT NULL,
  lent TEXT NOT NULL,
  strange TEXT NOT NULL
);
-- Each time that something of a pool was found missing.
CREATE TABLE pool_missing (
  id BIGINT PRIMARY KEY,
  item_id BIGINT NOT NULL,
  since BIGINT NOT NULL
);
CREATE TABLE irregularity_closing (
  name TEXT PRIMARY KEY,
  reason TEXT NOT NULL,
  closed_by TEXT NOT NULL,
  closed_at BIGINT NOT NULL
);
