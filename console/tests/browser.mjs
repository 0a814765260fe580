// The console in a browser, as people use it: every page in both languages and both colour schemes
// without a barrier that axe knows, without an error and without a request to anybody else; and the
// ways that people go, each in its role, with a security key and the keyboard alone.
//
//   npm run test:browser [-- [--language ja|en|each] [PART...]]
//
// Only the parts whose names contain one of these. In both languages, one after the other, or in the
// one that is asked for; `each`: every part in one of them, by turns. The parts stand in browser/, a
// file an area.
import { describe } from "node:test";
import { parseArgs } from "node:util";
import audit from "./browser/audit.mjs";
import cases from "./browser/cases.mjs";
import disaster from "./browser/disaster.mjs";
import emergencies from "./browser/emergencies.mjs";
import findings from "./browser/findings.mjs";
import guide from "./browser/guide.mjs";
import halfYear from "./browser/half_year.mjs";
import logs from "./browser/logs.mjs";
import pages from "./browser/pages.mjs";
import papers from "./browser/papers.mjs";
import people from "./browser/people.mjs";
import record from "./browser/record.mjs";
import registers from "./browser/registers.mjs";
import roles from "./browser/roles.mjs";
import rules from "./browser/rules.mjs";
import scope from "./browser/scope.mjs";
import { Stand } from "./browser/stand.mjs";
import wayIn from "./browser/way_in.mjs";
import widths from "./browser/widths.mjs";
import { browserPath } from "./stage.mjs";

if (!browserPath()) {
  console.log("skipped: the pages were not tried, there is no chromium");
  process.exit(0);
}

const areas = [
  pages,
  wayIn,
  people,
  findings,
  scope,
  guide,
  cases,
  halfYear,
  roles,
  audit,
  papers,
  logs,
  rules,
  record,
  widths,
  disaster,
  emergencies,
  registers,
];
const languages = ["ja", "en"];

const { values, positionals: wanted } = parseArgs({
  options: { language: { type: "string", default: "both" } },
  allowPositionals: true,
});
if (!["both", "each", ...languages].includes(values.language)) {
  console.error(`no language \`${values.language}\`: ja, en, or each`);
  process.exit(2);
}

/** Whether a language's turn has come, counted over the parts that are wanted. */
function turns(language) {
  let turn = 0;
  return () => {
    if (values.language === "both") return true;
    if (values.language !== "each") return values.language === language;
    turn += 1;
    return turn % languages.length === languages.indexOf(language);
  };
}

let parts = 0;
for (const language of languages) {
  const isTheirs = turns(language);
  const isWanted = (name) => wanted.length === 0 || wanted.some((one) => name.includes(one));
  describe(language, () => {
    const stand = new Stand(language, (name) => isWanted(name) && isTheirs());
    for (const area of areas) area(stand);
    parts += stand.parts;
  });
}
if (parts === 0) {
  console.error("no part has a name like that");
  process.exit(2);
}
