// Reads cases with our answers (one line of JSON each, from `cedar_oracle cases`), asks the
// reference the same, and writes what differs, what ours still has to read back, and at the end
// how many comparisons of each kind were made. `node driver.mjs FOLDER`: node_modules is in FOLDER.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { join } from "node:path";

const cedar = createRequire(join(process.argv[2], "package.json"))(
  "@cedar-policy/cedar-wasm/nodejs",
);

const counts = {};
let lines = [];
function write(line) {
  lines.push(JSON.stringify(line));
  if (lines.length >= 200) flush();
}
function flush() {
  if (lines.length > 0) process.stdout.write(lines.join("\n") + "\n");
  lines = [];
}

// Names of kinds are those of known_differences.json.
function compare(kind, id, same, ours, oracle, detail) {
  counts[kind] = (counts[kind] ?? 0) + 1;
  if (!same) write({ difference: kind, case: id, ours, oracle, detail, traits: traitsOf(detail) });
}
function count(kind) {
  counts[kind] = (counts[kind] ?? 0) + 1;
}

// What is peculiar about the JSON of a case, for known_differences.json.
function traitsOf(detail) {
  const out = new Set();
  const visit = (value, key) => {
    if (value === null || typeof value !== "object") return;
    if (Array.isArray(value)) return value.forEach((item) => visit(item));
    const uid = (one) => typeof one?.type === "string" && typeof one?.id === "string";
    const has = (name) => Object.hasOwn(value, name);
    const others = (...known) => Object.keys(value).some((name) => !known.includes(name));
    if (has("__entity") && (others("__entity") || !uid(value.__entity))) out.add("malformed escape");
    if (has("__extn") && (others("__extn") || typeof value.__extn?.fn !== "string" ||
      !(Object.hasOwn(value.__extn, "arg") || Array.isArray(value.__extn.args)))) {
      out.add("malformed escape");
    }
    if (key === "__extn" && others("fn", "arg")) out.add("unknown member");
    if (uid(value) && others("type", "id")) out.add("unknown member");
    if (has("uid") && has("attrs") && others("uid", "attrs", "parents", "tags")) {
      out.add("unknown member");
    }
    if (["All", "==", "in"].includes(value.op) && others("op", "entity", "entities", "slot")) {
      out.add("unknown member");
    }
    if (["entity", "entities", "slot"].filter(has).length > 1) out.add("unknown member");
    if (key === "has" && others("left", "attr")) out.add("unknown member");
    if (key === "has" && Array.isArray(value.attr)) out.add("list of attributes");
    // An entity whose type and id stand in an array.
    const pair = (one) => Array.isArray(one) && one.length === 2 &&
      one.every((item) => typeof item === "string");
    if ([value.entity, value.uid, value.principal, value.action, value.resource].some(pair)) {
      out.add("array for object");
    }
    if (Array.isArray(value.parents) && value.parents.some(pair)) out.add("array for object");
    if (pair(value.__entity)) out.add("array for object");
    if (Array.isArray(value.entityTypes) || Array.isArray(value.actions)) out.add("array for object");
    for (const [name, item] of Object.entries(value)) {
      if (Array.isArray(item) && (key === "entityTypes" || key === "actions")) {
        out.add("array for object");
      }
      visit(item, name);
    }
  };
  visit(detail);
  return [...out];
}

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.keys(value).sort().map((key) => [key, sorted(value[key])]),
  );
}
const text = (value) => JSON.stringify(sorted(value));

// What the reference does not take counts as refused, also when it throws.
function ask(call) {
  try {
    const answer = call();
    if (answer.type !== "failure") return { ok: true, answer };
    const message = (error) => [error.message, ...(error.related ?? []).map(message)].join(" / ");
    return { ok: false, message: (answer.errors ?? []).map(message).join(" | ") || answer.error };
  } catch (error) {
    return { ok: false, message: "thrown: " + (error.message ?? error) };
  }
}

function sameVerdict(kind, id, ours, oracle, detail) {
  compare(kind, id, ours.ok === oracle.ok, ours.ok ? "accepted" : ours.message,
    oracle.ok ? "accepted" : oracle.message, detail);
  return ours.ok && oracle.ok;
}

function schema(line) {
  const oracle = ask(() => cedar.checkParseSchema(line.schema));
  if (!sameVerdict("schema text", line.case, line.schemaAnswer, oracle, line.schema)) return false;
  if (line.case % 2 === 0) schemaForms(line);
  // The reference takes a string for a schema's text.
  if (line.schemaJson !== undefined && typeof line.schemaJson !== "string") {
    sameVerdict("schema JSON", line.case, line.schemaJsonAnswer,
      ask(() => cedar.checkParseSchema(line.schemaJson)), line.schemaJson);
  }
  return true;
}

function schemaForms(line) {
  const json = ask(() => cedar.schemaToJson(line.schema));
  compare("schema to JSON", line.case, json.ok && text(json.answer.json) ===
    text(line.schemaAnswer.json), line.schemaAnswer.json, json.answer?.json ?? json.message,
    line.schema);
  const fromOurs = ask(() => cedar.schemaToText(line.schemaAnswer.json));
  if (fromOurs.ok) {
    count("schema from JSON, read back");
    write({ follow: "schema", case: line.case, text: fromOurs.answer.text, original: line.schema });
  } else {
    compare("schema from JSON", line.case, false, line.schemaAnswer.json, fromOurs.message);
  }
  const again = ask(() => cedar.schemaToJson(line.schemaAnswer.text));
  compare("schema as our text", line.case, again.ok && json.ok &&
    text(withoutOrder(again.answer.json)) === text(withoutOrder(json.answer.json)),
    line.schemaAnswer.text, again.answer?.json ?? again.message, line.schema);
}

// A schema means the same in whichever order its lists stand.
function withoutOrder(value) {
  if (Array.isArray(value)) return value.map(withoutOrder).sort((a, b) =>
    text(a) < text(b) ? -1 : 1);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutOrder(item)]));
}

const toJson = (policy, template) =>
  ask(() => template ? cedar.templateToJson(policy) : cedar.policyToJson(policy));
const toText = (policy, template) =>
  ask(() => template ? cedar.templateToText(policy) : cedar.policyToText(policy));

function policy(line, one) {
  let oracle = toJson(one.text, one.template ?? false);
  if (!one.ok && !oracle.ok) {
    // A text that ours refused may still be a template there.
    const asTemplate = toJson(one.text, true);
    if (asTemplate.ok) oracle = asTemplate;
  }
  if (!sameVerdict("policy text", line.case, one, oracle, one.text)) return;
  compare("policy to JSON", line.case, text(one.est) === text(oracle.answer.json), one.est,
    oracle.answer.json, one.text);
  const plain = toJson(one.plain, one.template);
  compare("policy as our text", line.case,
    plain.ok && text(plain.answer.json) === text(oracle.answer.json), one.plain,
    plain.answer?.json ?? plain.message, one.text);
  const back = toText(one.est, one.template);
  if (back.ok) {
    count("policy from JSON, read back");
    write({ follow: "policy", case: line.case, text: back.answer.text, expected: one.est });
  } else {
    compare("policy from JSON", line.case, false, one.est, back.message);
  }
}

function policySet(line) {
  const staticPolicies = {};
  const templates = {};
  for (const one of line.policies) {
    (one.template ? templates : staticPolicies)[one.id] = one.text;
  }
  return { staticPolicies, templates, templateLinks: line.links };
}

function formatted(line) {
  const parse = (source) => ask(() => cedar.policySetTextToParts(source));
  const ests = (source) => {
    const parts = parse(source);
    if (!parts.ok) return parts.message;
    return text([
      parts.answer.policies.map((one) => toJson(one, false).answer?.json).map(text).sort(),
      parts.answer.policy_templates.map((one) => toJson(one, true).answer?.json).map(text).sort(),
    ]);
  };
  const oracle = ask(() => cedar.formatPolicies({ policyText: line.text }));
  if (!sameVerdict("format", line.case, line.formatted, oracle, line.text)) return;
  compare("format: our layout means the same", line.case, line.formatted.same &&
    ests(line.formatted.text) === ests(line.text), line.formatted.text, ests(line.text), line.text);
  count("format: read back");
  write({ follow: "format", case: line.case, text: oracle.answer.formatted_policy,
    expected: line.formatted.est });
}

// What is said of each policy: that it cannot apply to any action, that it can never apply, that a
// name is written confusingly, or that something else is wrong with it.
const said = [
  ["no applicable action", /no action of the schema applies|unable to find an applicable action/],
  ["can never apply", /can never apply|policy is impossible/],
  ["characters", /mixe[sd] scripts|direction|bidi|should not have|general security profile/i],
];
function saidOf(errors, warnings) {
  const out = {};
  for (const [severity, list] of [["error", errors], ["warning", warnings]]) {
    for (const one of list) {
      const message = one.message ?? one.error.message;
      const what = (said.find(([, pattern]) => pattern.test(message)) ?? ["other"])[0];
      const policy = one.policy ?? one.policyId;
      (out[policy] ??= {})[`${severity}: ${what}`] = message;
    }
  }
  return out;
}

function validation(line, set) {
  const oracle = ask(() => cedar.validate({ schema: line.schema, policies: set,
    validationSettings: { mode: "strict" } }));
  if (!oracle.ok) {
    compare("validation", line.case, false, "validated", oracle.message);
    return;
  }
  const ours = saidOf(line.validation.errors, line.validation.warnings);
  const theirs = saidOf(oracle.answer.validationErrors, oracle.answer.validationWarnings);
  for (const id of [...line.policies.map((one) => one.id), ...line.links.map((one) => one.newId)]) {
    const only = (a, b) => Object.fromEntries(
      Object.entries(a[id] ?? {}).filter(([what]) => b[id]?.[what] === undefined));
    const [left, right] = [only(ours, theirs), only(theirs, ours)];
    compare("validation", line.case, text(left) === text(right), text(left), text(right),
      { policy: line.policies.find((one) => one.id === id)?.text ?? id, schema: line.schema,
        ours: ours[id], oracle: theirs[id] });
  }
}

// What kind of error a message is about. Both sides word the same things differently.
const kinds = [
  ["arity", /takes \d+ values|wrong number of arguments/],
  ["overflow", /overflow|passes the range/i],
  ["attribute", /does not have the (required )?attribute|no attribute|does not have the attr/i],
  ["tag", /no tag|does not have the (required )?tag|has no tag/i],
  ["entity", /entity .* does not exist|does not exist|not among the entities/i],
  ["type", /type error|expected|wrong type/i],
  ["extension", /extension|is not a(n)? |error while evaluating/i],
];
const kindOf = (message) => (kinds.find(([, pattern]) => pattern.test(message)) ?? ["other"])[0];

function sameAnswer(kind, id, ours, oracle, detail) {
  if ((ours.refused !== undefined) !== !oracle.ok) {
    compare(kind, id, false, ours, oracle.message ?? oracle.answer.response, detail);
    return;
  }
  if (!oracle.ok) {
    count(kind);
    return;
  }
  const { decision, diagnostics } = oracle.answer.response;
  const key = (errors) => text(errors.map((one) =>
    [one.policy ?? one.policyId, kindOf(one.message ?? one.error.message)]).sort());
  compare(kind, id, ours.decision === decision &&
    text([...ours.reasons].sort()) === text([...diagnostics.reason].sort()) &&
    key(ours.errors) === key(diagnostics.errors), ours, oracle.answer.response, detail);
}

function requests(line, set) {
  for (const one of line.requests) {
    const { principal, action, resource, context } = one.request ?? {};
    const call = { principal, action, resource, context, policies: set, entities: line.entities };
    if (one.plain !== undefined) {
      sameAnswer("decision", line.case, one.plain, ask(() => cedar.isAuthorized(call)), call);
      // The same policies by their JSON form, and by the schema, for one request of each case.
      if (one !== line.requests[0]) continue;
      const est = { ...call, policies: line.est };
      sameAnswer("decision by our JSON", line.case, one.plain,
        ask(() => cedar.isAuthorized(est)), est);
    }
    if (one.typed !== undefined) {
      const typed = { ...call, schema: line.schema, validateRequest: true };
      sameAnswer("decision by schema", line.case, one.typed,
        ask(() => cedar.isAuthorized(typed)), typed);
    }
  }
}

function entities(line, hasSchema) {
  sameVerdict("entities", line.case, line.entitiesPlain,
    ask(() => cedar.checkParseEntities({ entities: line.entities, schema: null })), line.entities);
  if (hasSchema && line.entitiesTyped !== undefined) {
    sameVerdict("entities by schema", line.case, line.entitiesTyped,
      ask(() => cedar.checkParseEntities({ entities: line.entities, schema: line.schema })),
      { entities: line.entities, schema: line.schema });
  }
}

function mutatedEst(line) {
  const one = line.mutatedEst;
  let oracle = toText(one.json, one.template ?? false);
  if (!one.ok && !oracle.ok) {
    const asTemplate = toText(one.json, true);
    if (asTemplate.ok) oracle = asTemplate;
  }
  if (!sameVerdict("policy JSON", line.case, one, oracle, one.json)) return;
  const ours = toJson(one.plain, one.template);
  const theirs = toJson(oracle.answer.text, one.template);
  compare("policy JSON means the same", line.case,
    ours.ok && theirs.ok && text(ours.answer.json) === text(theirs.answer.json),
    one.plain, oracle.answer.text, one.json);
}

function run(line) {
  count("case");
  const hasSchema = schema(line);
  for (const one of line.policies) policy(line, one);
  const set = policySet(line);
  const whole = ask(() => cedar.checkParsePolicySet(set));
  const usable = sameVerdict("policy set", line.case, line.set, whole, set);
  // The conversions cost the most; each kind is made for half of the cases.
  if (line.formatted !== undefined && line.case % 2 === 1) formatted(line);
  if (usable && hasSchema) validation(line, set);
  if (line.mutatedEst !== undefined) mutatedEst(line);
  entities(line, hasSchema);
  if (usable) requests(line, set);
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  run(JSON.parse(line));
}
write({ counts });
flush();
