// review_peer.mjs DIR COPY LOG JUDGE THREADS: the peer of bench/review. Loads what review_data wrote
// with --peer into DuckDB in memory and answers the review's question in SQL (review_peer.sql).
//
// COPY is `logs`, the lines of the log in UTF-8, or `clean`, the same with one form of date, no full
// width and no broken line. LOG is `table`, or `view`: the files are read while they are judged, and
// nothing of the log is kept. JUDGE is `states`, `asof` or `direct`; THREADS a number, or 0 for
// DuckDB's own choice. Prints one line of JSON: the counts, and the CPU seconds of each step.
import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

const [directory, copy, log, judge, threads] = process.argv.slice(2);

function sourceOf(time, account, options) {
  const names = ['stamp', 'name', 'terminal', 'screen', 'action', 'customer', 'object', 'outcome'];
  const columns = names.map((name) => `'${name}': 'VARCHAR'`).join(', ');
  return `(SELECT ${time} AS time, ${account} AS account, ` +
    `terminal, screen, action, customer, object, outcome ` +
    `FROM read_csv('${directory}/peer/${copy}/*.csv', header = true, nullstr = '', ` +
    `auto_detect = false, delim = ',', quote = '"', escape = '"', new_line = '\\n', ` +
    `${options} columns = {${columns}}))`;
}

const western = `strptime(stamp, '%Y/%m/%d %H:%M:%S')`;
const era = `try_strptime((2018 + CAST(substr(split_part(stamp, '.', 1), 2) AS INTEGER)) || ` +
  `substr(stamp, strpos(stamp, '.')), '%Y.%m.%d %H:%M:%S')`;
const wide = [...'０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ'].join('');
const folded = `CASE WHEN strlen(name) = length(name) THEN name ` +
  `ELSE translate(name, '${wide}', '0123456789abcdefghijklmnopqrstuvwxyz') END`;
const source = copy === 'clean'
  ? sourceOf(western, 'name', '')
  : sourceOf(`CASE WHEN starts_with(stamp, 'R') THEN ${era} ELSE try_${western} END`, folded,
    'ignore_errors = true,') + ' WHERE time IS NOT NULL';

const steps = new Map();
const sql = readFileSync(new URL('review_peer.sql', import.meta.url), 'utf8');
for (const part of sql.split(/^-- @/m).slice(1)) {
  const end = part.indexOf('\n');
  steps.set(part.slice(0, end), part.slice(end)
    .replaceAll('$REGISTER', `${directory}/peer/register`).replaceAll('$LOG', source));
}

const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
if (threads !== '0') await connection.run(`SET threads = ${Number(threads)}`);
await connection.run('SET preserve_insertion_order = false');
const seconds = {};
const run = async (name) => {
  const before = process.cpuUsage();
  const result = await connection.runAndReadAll(steps.get(name));
  const used = process.cpuUsage(before);
  seconds[name] = (used.user + used.system) / 1e6;
  return result;
};
await run('registers');
await run('states');
await run(`log ${log}`);
await run(`judge ${judge}`);
if (judge !== 'direct') await run('findings');
const [counts] = (await run('answer')).getRowObjects();
const [{ version }] =
  (await connection.runAndReadAll('SELECT version() AS version')).getRowObjects();
console.log(JSON.stringify({ version, counts, seconds }));
