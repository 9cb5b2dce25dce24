/** What guests send to utilities is bounded before it becomes objects of the host. */
import { expect, test } from "vitest";
import { runJavaScript } from "./support/run-javascript.ts";
import { pythonOutput } from "./support/run-python.ts";

const javascriptCalls: readonly (readonly [call: string, caught: string])[] = [
  ["saveState({ a: [] })", "fine"],
  [
    "saveState({ a: Array(1_100_000).fill(0) })",
    "TypeError Cannot read an argument: it holds more than 1000000 values",
  ],
  [
    "saveState({ a: JSON.parse('['.repeat(500) + ']'.repeat(500)) })",
    'TypeError Cannot call "save_state": parameter "state" must be nested at most 200 deep',
  ],
  [
    "saveState({ a: JSON.parse('['.repeat(1500) + ']'.repeat(1500)) })",
    "TypeError Cannot read an argument: it nests deeper than 1000",
  ],
  [
    "saveState({ a: 'x'.repeat(17_000_000) })",
    "TOO_LONG Cannot read arguments: they take more than 16777216 bytes",
  ],
  [
    "saveState(...Array(300).fill('x'.repeat(100_000)))",
    "TOO_LONG Cannot read arguments: they take more than 16777216 bytes",
  ],
  ["const a = {}; a.a = a; saveState(a)", "TypeError circular reference"],
  ["saveState({ a: 1n })", "TypeError BigInt are forbidden in JSON.stringify"],
  ["saveState({ get a() { throw new Error('mine') } })", "Error mine"],
  [
    "saveState({ toJSON: () => [] })",
    'TypeError Cannot call "save_state": parameter "state" must be an object, got a list',
  ],
];

test.each(javascriptCalls)("a JavaScript guest that calls %s gets %s", async (call, caught) => {
  const { stdout, stderr, outcome } = await runJavaScript({
    fuel: 10n ** 11n,
    source: `
      import { saveState } from "sandbox_utils";
      try { ${call}; console.log("fine"); }
      catch (error) { console.log(error.code ?? error.name, error.message); }`,
  });
  expect({ outcome, stdout, stderr }).toEqual({
    outcome: "exited",
    stdout: `${caught}\n`,
    stderr: "",
  });
});

const pythonCalls: readonly (readonly [call: string, caught: string])[] = [
  ['save_state({"a": []})', "fine"],
  [
    'save_state({"a": [0] * 1_100_000})',
    "ValueError Cannot read the request: it holds more than 1000000 values",
  ],
  [
    'save_state({"a": json.loads("[" * 500 + "]" * 500)})',
    'TypeError Cannot call "save_state": parameter "state" must be nested at most 200 deep',
  ],
  [
    'save_state({"a": "x" * 17_000_000})',
    "ValueError Cannot read a request longer than 16777216 bytes",
  ],
  ["a = {}; a['a'] = a; save_state(a)", "ValueError Circular reference detected"],
  [
    'save_state({"a": float("nan")})',
    "ValueError Out of range float values are not JSON compliant: nan",
  ],
  ['save_state({"a": {1, 2}})', "TypeError Object of type set is not JSON serializable"],
];

test.each(pythonCalls)("a Python guest that calls %s gets %s", async (call, caught) => {
  const source = `
import json
from sandbox_utils import save_state
try:
    ${call}
    print("fine")
except Exception as error:
    print(type(error).__name__, error)`;
  expect(await pythonOutput(source)).toBe(`${caught}\n`);
});
