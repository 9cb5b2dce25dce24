/** Puts the rewritten interpreter into a function that is given all that it may reach. */
import { readFileSync } from "node:fs";
import { createTreePatches, replaceText } from "./patches.mjs";
import { toSynchronous } from "./to-synchronous.mjs";

/** How often each rule applies to the version that is pinned. Another version must be looked at anew. */
const expected = {
  asyncFunctions: 615,
  awaits: 1208,
  functions: 4124,
  loops: 1814,
  sort: 53,
  toSorted: 0,
  localeCompare: 14,
};

const wanted = ["Bash", "getCommandNames"];

/** Makes the module of the interpreter from its bundle. Throws when the bundle is not as it is known. */
export function createFactory(bundle) {
  const patches = createTreePatches();
  const { body, exported, counts } = toSynchronous(replaceText(bundle), patches.patch);
  patches.check();
  for (const [rule, count] of Object.entries(counts)) {
    if (expected[rule] !== count) {
      throw new Error(
        `Cannot rewrite the interpreter: "${rule}" applies ${count} times, not ${expected[rule]}`,
      );
    }
  }
  const prelude = ["prelude.js", "prelude-text.js"]
    .map((name) => readFileSync(new URL(name, import.meta.url), "utf8"))
    .join("");
  const names = new Map(exported);
  const door = wanted.map((name) => `${name}:${names.get(name) ?? missing(name)}`).join(",");
  return `/** just-bash 3.4.2, modified: made synchronous and metered. Apache-2.0, see its licence. */
export function createInterpreter($host){"use strict";
${prelude}${body}
return {${door},parse:$parse,renew:$renew,get fuel(){return $fuel},set fuel(value){$fuel=value},get depth(){return $depth},set depth(value){$depth=value},set sink(value){$sink=value}};}
`;
}

function missing(name) {
  throw new Error(`Cannot find "${name}" in the interpreter`);
}
