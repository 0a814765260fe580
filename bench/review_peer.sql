-- What a review must find out, in DuckDB's SQL. review_peer.mjs runs the steps (`-- @name`) that it is
-- asked for. The rules are those of policies/: who holds the account at that moment, is it in force
-- and entitled, where does the holder work and under which contract, whose is the terminal, to whom
-- is it lent, and whose customer was it.

-- @registers
CREATE TABLE accounts AS
  SELECT account, kind, holder, issued AS from_, coalesce(revoked, TIMESTAMP '9999-12-31') AS until
  FROM read_csv('$REGISTER/accounts.csv', header = true, nullstr = '', columns = {
    'system': 'VARCHAR', 'account': 'VARCHAR', 'kind': 'VARCHAR', 'holder': 'VARCHAR',
    'issued': 'TIMESTAMP', 'revoked': 'TIMESTAMP'})
  WHERE system = 'nol';
CREATE TABLE entitlements AS
  SELECT account, "from" AS from_, coalesce(until, TIMESTAMP '9999-12-31') AS until
  FROM read_csv('$REGISTER/entitlements.csv', header = true, nullstr = '', columns = {
    'system': 'VARCHAR', 'account': 'VARCHAR', 'role': 'VARCHAR', 'basis': 'VARCHAR',
    'from': 'TIMESTAMP', 'until': 'TIMESTAMP'})
  WHERE system = 'nol';
CREATE TABLE shared_users AS
  SELECT account, person, "from" AS from_, coalesce(until, TIMESTAMP '9999-12-31') AS until
  FROM read_csv('$REGISTER/shared_account_users.csv', header = true, nullstr = '', columns = {
    'system': 'VARCHAR', 'account': 'VARCHAR', 'person': 'VARCHAR', 'from': 'TIMESTAMP',
    'until': 'TIMESTAMP'})
  WHERE system = 'nol';
-- 原籍, the home company of a secondee, is not where they work.
CREATE TABLE posts AS
  SELECT person, entity, from_, coalesce(until, TIMESTAMP '9999-12-31') AS until
  FROM read_csv('$REGISTER/assignments.csv', header = true, nullstr = '', columns = {
    'person': 'VARCHAR', 'entity': 'VARCHAR', 'department': 'VARCHAR', 'kind': 'VARCHAR',
    'from_': 'TIMESTAMP', 'until': 'TIMESTAMP'})
  WHERE kind <> '原籍';
CREATE TABLE terminals AS
  SELECT terminal, entity, custodian, "from" AS from_,
         coalesce(until, TIMESTAMP '9999-12-31') AS until
  FROM read_csv('$REGISTER/terminals.csv', header = true, nullstr = '', columns = {
    'terminal': 'VARCHAR', 'entity': 'VARCHAR', 'site': 'VARCHAR', 'custodian': 'VARCHAR',
    'from': 'TIMESTAMP', 'until': 'TIMESTAMP'});
CREATE TABLE loans AS
  SELECT terminal, borrower, "from" AS from_, coalesce(until, TIMESTAMP '9999-12-31') AS until
  FROM read_csv('$REGISTER/terminal_loans.csv', header = true, nullstr = '', columns = {
    'terminal': 'VARCHAR', 'borrower': 'VARCHAR', 'basis': 'VARCHAR', 'from': 'TIMESTAMP',
    'until': 'TIMESTAMP'});
CREATE TABLE contracts AS
  SELECT contract, contractor, "from" AS from_, coalesce(until, TIMESTAMP '9999-12-31') AS until
  FROM read_csv('$REGISTER/outsourcing.csv', header = true, nullstr = '', columns = {
    'contract': 'VARCHAR', 'contractor': 'VARCHAR', 'principal': 'VARCHAR', 'systems': 'VARCHAR',
    'from': 'TIMESTAMP', 'until': 'TIMESTAMP'})
  WHERE principal = 'KTD' AND list_contains(string_split(systems, ';'), 'nol');
CREATE TABLE staff AS
  SELECT contract, person, "from" AS from_, coalesce(until, TIMESTAMP '9999-12-31') AS until
  FROM read_csv('$REGISTER/outsourcing_staff.csv', header = true, nullstr = '', columns = {
    'contract': 'VARCHAR', 'person': 'VARCHAR', 'from': 'TIMESTAMP', 'until': 'TIMESTAMP'});
CREATE TABLE grants AS
  SELECT person, account, terminal, "from" AS from_, coalesce(until, TIMESTAMP '9999-12-31') AS until
  FROM read_csv('$REGISTER/grants.csv', header = true, nullstr = '', columns = {
    'disaster': 'VARCHAR', 'person': 'VARCHAR', 'system': 'VARCHAR', 'account': 'VARCHAR',
    'terminal': 'VARCHAR', 'from': 'TIMESTAMP', 'until': 'TIMESTAMP'})
  WHERE system = 'nol';
CREATE TABLE supply AS
  SELECT supply_point, retailer, "from" AS from_, coalesce(until, TIMESTAMP '9999-12-31') AS until
  FROM read_csv('$REGISTER/supply_contracts.csv', header = true, nullstr = '', columns = {
    'supply_point': 'VARCHAR', 'customer': 'VARCHAR', 'retailer': 'VARCHAR', 'from': 'TIMESTAMP',
    'until': 'TIMESTAMP'});
CREATE TABLE entities AS
  SELECT * FROM read_csv('$REGISTER/entities.csv', header = true, nullstr = '', columns = {
    'entity': 'VARCHAR', 'name': 'VARCHAR', 'kind': 'VARCHAR', 'parent': 'VARCHAR'});
-- Where a person works with business on the system: the T&D company, or the contractor of a
-- contract that covers the system and lists them.
CREATE TABLE mandates AS
  SELECT person, entity, from_, until FROM posts WHERE entity = 'KTD'
  UNION ALL
  SELECT p.person, p.entity, greatest(p.from_, s.from_, c.from_), least(p.until, s.until, c.until)
  FROM posts p JOIN staff s ON s.person = p.person
  JOIN contracts c ON c.contract = s.contract AND c.contractor = p.entity
  WHERE greatest(p.from_, s.from_, c.from_) < least(p.until, s.until, c.until);


-- The states of accounts and terminals over time, so that each access meets one row of each.
-- @states
CREATE TABLE person_states AS
  WITH points AS (
    SELECT person, from_ AS t FROM posts UNION SELECT person, until FROM posts
    UNION SELECT person, from_ FROM mandates UNION SELECT person, until FROM mandates),
  periods AS (
    SELECT person, t AS from_, lead(t) OVER (PARTITION BY person ORDER BY t) AS until FROM points)
  SELECT q.person, q.from_, any_value(q.until) AS until,
         list(DISTINCT m.entity) FILTER (m.entity IS NOT NULL) AS mandated,
         count(DISTINCT p.entity) > count(DISTINCT m.entity) AS elsewhere
  FROM periods q
  JOIN posts p ON p.person = q.person AND p.from_ <= q.from_ AND q.from_ < p.until
  LEFT JOIN mandates m ON m.person = q.person AND m.from_ <= q.from_ AND q.from_ < m.until
  WHERE q.until IS NOT NULL
  GROUP BY q.person, q.from_;
CREATE TABLE account_states AS
  WITH points AS (
    SELECT account, from_ AS t FROM accounts UNION SELECT account, until FROM accounts
    UNION SELECT account, from_ FROM entitlements UNION SELECT account, until FROM entitlements
    UNION SELECT a.account, s.from_ FROM accounts a JOIN person_states s ON s.person = a.holder
    UNION SELECT a.account, s.until FROM accounts a JOIN person_states s ON s.person = a.holder),
  periods AS (
    SELECT account, t AS from_, lead(t) OVER (PARTITION BY account ORDER BY t) AS until FROM points)
  SELECT q.account, q.from_, q.until, a.kind, a.holder, e.account IS NOT NULL AS entitled,
         s.mandated, coalesce(s.elsewhere, false) AS elsewhere
  FROM periods q
  JOIN accounts a ON a.account = q.account AND a.from_ <= q.from_ AND q.from_ < a.until
  LEFT JOIN (SELECT DISTINCT account, from_, until FROM entitlements) e
    ON e.account = q.account AND e.from_ <= q.from_ AND q.from_ < e.until
  LEFT JOIN person_states s
    ON s.person = a.holder AND s.from_ <= q.from_ AND q.from_ < s.until
  WHERE q.until IS NOT NULL;
CREATE TABLE terminal_states AS
  WITH points AS (
    SELECT terminal, from_ AS t FROM terminals UNION SELECT terminal, until FROM terminals
    UNION SELECT terminal, from_ FROM loans UNION SELECT terminal, until FROM loans),
  periods AS (
    SELECT terminal, t AS from_, lead(t) OVER (PARTITION BY terminal ORDER BY t) AS until
    FROM points)
  SELECT q.terminal, q.from_, q.until, r.entity, r.custodian, l.borrower
  FROM periods q
  JOIN terminals r ON r.terminal = q.terminal AND r.from_ <= q.from_ AND q.from_ < r.until
  LEFT JOIN loans l ON l.terminal = q.terminal AND l.from_ <= q.from_ AND q.from_ < l.until
  WHERE q.until IS NOT NULL;

-- @log table
CREATE TABLE log AS SELECT * FROM $LOG;

-- @log view
CREATE VIEW log AS SELECT * FROM $LOG;

-- Two range joins over the states tell what is plainly permitted; the rest is looked at closely.
-- @judge states
CREATE TABLE rest AS
  SELECT l.time, l.account, l.terminal, l.object, l.outcome, a.kind, a.holder, a.entitled,
         a.mandated, a.elsewhere, r.terminal IS NOT NULL AS registered, r.entity, r.custodian,
         r.borrower
  FROM log l
  LEFT JOIN account_states a
    ON a.account = l.account AND a.from_ <= l.time AND l.time < a.until
  LEFT JOIN terminal_states r
    ON r.terminal = l.terminal AND r.from_ <= l.time AND l.time < r.until
  WHERE NOT coalesce(a.kind <> 'shared' AND a.entitled AND NOT a.elsewhere AND
      (list_contains(a.mandated, r.entity) OR coalesce(list_contains(a.mandated, r.borrower), false)),
      false);

-- The same with ASOF joins.
-- @judge asof
CREATE TABLE rest AS
  SELECT l.time, l.account, l.terminal, l.object, l.outcome,
         CASE WHEN l.time < a.until THEN a.kind END AS kind, a.holder, a.entitled, a.mandated,
         a.elsewhere, coalesce(l.time < r.until, false) AS registered, r.entity, r.custodian,
         r.borrower
  FROM log l
  ASOF LEFT JOIN account_states a ON a.account = l.account AND l.time >= a.from_
  ASOF LEFT JOIN terminal_states r ON r.terminal = l.terminal AND l.time >= r.from_
  WHERE NOT coalesce(l.time < a.until AND l.time < r.until AND
      a.kind <> 'shared' AND a.entitled AND NOT a.elsewhere AND
      (list_contains(a.mandated, r.entity) OR coalesce(list_contains(a.mandated, r.borrower), false)),
      false);

-- @findings
CREATE TABLE judged AS
  WITH who AS (
    SELECT r.*, CASE WHEN r.kind = 'shared' THEN u.person ELSE r.holder END AS person,
           CASE WHEN r.kind = 'shared' THEN s.mandated ELSE r.mandated END AS works,
           CASE WHEN r.kind = 'shared' THEN s.elsewhere ELSE r.elsewhere END AS also
    FROM rest r
    LEFT JOIN shared_users u ON u.account = r.account
      AND u.person = r.custodian AND u.from_ <= r.time AND r.time < u.until
    LEFT JOIN person_states s ON s.person = u.person AND s.from_ <= r.time AND r.time < s.until)
  SELECT w.time, w.object, w.outcome,
         w.kind IS NOT NULL AND w.registered AND w.person IS NOT NULL AND (g.person IS NOT NULL OR
           coalesce(w.entitled AND (coalesce(list_contains(w.works, w.entity), false) OR
                                    coalesce(list_contains(w.works, w.borrower), false)), false))
           AS permitted,
         g.person IS NULL AND coalesce(w.also, false) AS doubted
  FROM who w
  LEFT JOIN grants g ON g.person = w.person AND g.account = w.account
    AND g.terminal = w.terminal AND g.from_ <= w.time AND w.time < g.until;

-- The rules one by one against the access, as one would write them down.
-- @judge direct
CREATE TABLE judged AS
  WITH who AS (
    SELECT l.time, l.account, l.terminal, l.object, l.outcome, a.account IS NOT NULL AS in_force,
           r.terminal IS NOT NULL AS registered, r.entity, b.borrower,
           CASE WHEN a.kind = 'shared' THEN u.person ELSE a.holder END AS person
    FROM log l
    LEFT JOIN accounts a ON a.account = l.account AND a.from_ <= l.time AND l.time < a.until
    LEFT JOIN terminals r ON r.terminal = l.terminal AND r.from_ <= l.time AND l.time < r.until
    LEFT JOIN loans b ON b.terminal = l.terminal AND b.from_ <= l.time AND l.time < b.until
    LEFT JOIN shared_users u ON u.account = l.account
      AND u.person = r.custodian AND u.from_ <= l.time AND l.time < u.until),
  worked AS (
    SELECT w.*, e.account IS NOT NULL AS entitled, s.mandated, s.elsewhere
    FROM who w
    LEFT JOIN entitlements e ON e.account = w.account AND e.from_ <= w.time AND w.time < e.until
    LEFT JOIN person_states s ON s.person = w.person AND s.from_ <= w.time AND w.time < s.until),
  granted AS (
    SELECT w.*, g.person IS NOT NULL AS granted
    FROM worked w
    LEFT JOIN grants g ON g.person = w.person AND g.account = w.account
      AND g.terminal = w.terminal AND g.from_ <= w.time AND w.time < g.until),
  said AS (
    SELECT time, object, outcome,
           in_force AND registered AND person IS NOT NULL AND (granted OR
             coalesce(entitled AND (coalesce(list_contains(mandated, entity), false) OR
                                    coalesce(list_contains(mandated, borrower), false)), false))
             AS permitted,
           NOT granted AND coalesce(elsewhere, false) AS doubted
    FROM granted)
  SELECT * FROM said WHERE NOT permitted OR doubted;

-- @answer
WITH seen AS (
  SELECT j.object, s.retailer
  FROM judged j
  JOIN supply s ON s.supply_point = j.object AND s.from_ <= j.time AND j.time < s.until
  JOIN entities e ON e.entity = s.retailer AND e.kind NOT IN ('affiliate', 'tdso')
  WHERE NOT j.permitted AND j.outcome <> '拒否')
SELECT
  (SELECT count(*) FROM judged WHERE NOT permitted AND outcome <> '拒否')::INTEGER AS violations,
  (SELECT count(*) FROM judged WHERE NOT permitted AND outcome = '拒否')::INTEGER AS attempts,
  (SELECT count(*) FROM judged WHERE permitted AND doubted)::INTEGER AS doubtful,
  (SELECT count(DISTINCT object) FROM seen)::INTEGER AS points,
  (SELECT count(DISTINCT retailer) FROM seen)::INTEGER AS retailers;
