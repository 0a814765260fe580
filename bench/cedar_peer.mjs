// cedar_peer.mjs decide DIR REQUESTS SECONDS | first DIR: the npm peer of bench/cedar. Reads a case
// that cedar_parts wrote, and decides its first REQUESTS requests with @cedar-policy/cedar-wasm, as
// often as SECONDS allow, at least once. Policies are parsed before the clock runs; each request
// comes with the entities that can matter to it (itself, ancestors, what attributes refer to), cut
// out before the clock runs, too. Prints one line of JSON.
import { readFileSync } from 'node:fs';
import * as cedar from '@cedar-policy/cedar-wasm/nodejs';

const [what, directory, limit, seconds] = process.argv.slice(2);
const read = (name) => readFileSync(`${directory}/${name}`, 'utf8');

const entities = JSON.parse(read('entities.json'));
const keyOf = ({ type, id }) => `${type}::${id}`;
const byUid = new Map(entities.map((entity) => [keyOf(entity.uid), entity]));

// The entities that a value refers to.
function* referred(value) {
  if (value === null || typeof value !== 'object') return;
  if (value.__entity) yield value.__entity;
  else for (const part of Object.values(value)) yield* referred(part);
}

function slice(request) {
  const todo = [request.principal, request.action, request.resource, ...referred(request.context)];
  const found = new Map();
  while (todo.length > 0) {
    const uid = todo.pop();
    const key = keyOf(uid);
    const entity = byUid.get(key);
    if (!entity || found.has(key)) continue;
    found.set(key, entity);
    todo.push(...entity.parents, ...referred(entity.attrs));
  }
  return [...found.values()];
}

function checked(answer) {
  if (answer.type === 'failure') throw new Error(JSON.stringify(answer.errors));
  return answer;
}

checked(cedar.preparsePolicySet('case', { staticPolicies: read('policies.cedar') }));
const decide = (call) => checked(cedar.statefulIsAuthorized(call)).response.decision;
const callOf = (request) =>
  ({ ...request, preparsedPolicySetId: 'case', entities: slice(request), validateRequest: false });
const requests = JSON.parse(read('requests.json'));

if (what === 'first') {
  console.log(decide(callOf(requests[0])) === 'allow' ? '1' : '0');
} else {
  const calls = requests.slice(0, Number(limit)).map(callOf);
  let decisions = '';
  const micros = [];
  let rounds = 0;
  const end = process.cpuUsage();
  const spent = () => {
    const { user, system } = process.cpuUsage(end);
    return (user + system) / 1e6;
  };
  do {
    decisions = '';
    const before = spent();
    for (const call of calls) decisions += decide(call) === 'allow' ? '1' : '0';
    micros.push((spent() - before) * 1e6 / calls.length);
    rounds += 1;
  } while (spent() < Number(seconds) && rounds < 5);
  micros.sort((a, b) => a - b);
  console.log(JSON.stringify({
    name: `cedar-wasm ${cedar.getCedarSDKVersion()}`,
    median: micros[micros.length >> 1] * 1e3,
    decisions,
  }));
}
