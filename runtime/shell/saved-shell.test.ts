import { expect, test } from "vitest";
import { decodeSavedShell, encodeSavedShell, type SavedShell } from "./saved-shell.ts";

const attributes = {
  readonlyVars: ["SHELLOPTS"],
  associativeArrays: ["m"],
  namerefs: [],
  boundNamerefs: [],
  invalidNamerefs: [],
  integerVars: [],
  lowercaseVars: [],
  uppercaseVars: [],
  exportedVars: ["HOME"],
  declaredVars: [],
};
const saved: SavedShell = {
  version: 1,
  cwd: "/app",
  previousDir: "",
  directoryStack: [],
  lastExitCode: 3,
  lastArg: "x",
  startTime: 0,
  env: [["HOME", "/app"]],
  arrays: [["m", { kind: "associative", elements: [["__proto__", "\udc80"]] }]],
  functions: [["f", "f() { echo hi; }"]],
  options: { errexit: true },
  shoptOptions: {},
  attributes,
  traps: [["EXIT", "echo bye"]],
  umask: 0o22,
};

function decode(value: unknown): SavedShell {
  return decodeSavedShell(new TextEncoder().encode(JSON.stringify(value)));
}

test("decodeSavedShell() gives back what encodeSavedShell() wrote", () => {
  const bytes = encodeSavedShell(saved);
  expect(bytes && decodeSavedShell(bytes)).toEqual(saved);
});

test.each([
  ["nothing", null],
  ["a list", []],
  ["another version", { ...saved, version: 2 }],
  ["something more", { ...saved, more: 1 }],
  ["something less", { ...saved, traps: undefined }],
  ["a relative directory", { ...saved, cwd: "app" }],
  ["a status out of range", { ...saved, lastExitCode: 256 }],
  ["a mask out of range", { ...saved, umask: 0o1000 }],
  ["a time that is none", { ...saved, startTime: -1 }],
  ["a variable that is no text", { ...saved, env: [["a", 1]] }],
  ["a variable without a value", { ...saved, env: [["a"]] }],
  ["an array of another kind", { ...saved, arrays: [["a", { kind: "list", elements: [] }]] }],
  ["an array without a name", { ...saved, arrays: [[1, { kind: "indexed", elements: [] }]] }],
  [
    "a subscript that is no number",
    { ...saved, arrays: [["a", { kind: "indexed", elements: [["-1", ""]] }]] },
  ],
  ["an array with more", { ...saved, arrays: [["a", { kind: "indexed", elements: [], x: 1 }]] }],
  ["a function that is no text", { ...saved, functions: [["f", { type: "FunctionDef" }]] }],
  ["an option that is no flag", { ...saved, options: { errexit: 1 } }],
  [
    "attributes of other names",
    { ...saved, attributes: { ...attributes, readonlyVars: undefined } },
  ],
  ["more attributes", { ...saved, attributes: { ...attributes, x: [] } }],
  ["too many entries", { ...saved, directoryStack: Array(250_001).fill("/") }],
])("decodeSavedShell() refuses %s", (_, value) => {
  expect(() => decode(value)).toThrow("Cannot take on the state of the shell");
});

test.each([
  ["bytes that are no text", new Uint8Array([0xff])],
  ["text that is no JSON", new TextEncoder().encode("{")],
  ["what is too large", new Uint8Array(32 * 2 ** 20 + 1)],
])("decodeSavedShell() refuses %s", (_, bytes) => {
  expect(() => decodeSavedShell(bytes)).toThrow("Cannot take on the state of the shell");
});

test("encodeSavedShell() keeps no more than it would read", () => {
  const many = Array.from({ length: 250_001 }, (_, index) => [`v${index}`, ""] as const);
  expect(encodeSavedShell({ ...saved, env: many })).toBeUndefined();
  expect(encodeSavedShell({ ...saved, lastArg: "x".repeat(33 * 2 ** 20) })).toBeUndefined();
});
