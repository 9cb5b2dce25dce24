/** What the utilities of the module `state` must answer behind every door. */
import type { JsonValue } from "../../utils-lib/index.ts";
import type { UtilityVector } from "./vector.ts";

const file = "/app/.session_state.json";

/** A list in a list in a list … */
function nested(depth: number): JsonValue {
  let value: JsonValue = [];
  for (let level = 1; level < depth; level++) value = [value];
  return value;
}

/** The vectors, beside the examples of the rows. */
export const stateVectors: readonly UtilityVector[] = [
  {
    utility: "save_state",
    args: [{ a: [1, -2.5, true, null, 'é"\n'], b: { c: {} } }],
    files: {},
    result: null,
    after: { [file]: '{"a": [1, -2.5, true, null, "é\\"\\n"], "b": {"c": {}}}' },
  },
  {
    utility: "save_state",
    args: [{ a: 1 }, "sub/s.json"],
    files: { "/app/sub": null },
    result: null,
    after: { "/app/sub/s.json": '{"a": 1}', [file]: null },
  },
  {
    utility: "save_state",
    args: [{ a: 1 }, { filename: "s.json" }],
    files: { "/app/s.json": '{"old": true}' },
    result: null,
    after: { "/app/s.json": '{"a": 1}' },
  },
  {
    utility: "save_state",
    args: [JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}')],
    files: {},
    result: null,
    after: { [file]: '{"__proto__": {"x": 1}, "constructor": 2}' },
  },
  { utility: "save_state", args: [{ a: nested(199) }], files: {}, result: null },
  {
    utility: "save_state",
    args: [{ a: nested(200) }],
    error: "INVALID_ARGUMENT",
    message: 'Cannot call "save_state": parameter "state" must be nested at most 200 deep',
    after: { [file]: null },
  },
  {
    utility: "save_state",
    args: [["a"]],
    error: "INVALID_ARGUMENT",
    message: 'Cannot call "save_state": parameter "state" must be an object, got a list',
  },
  {
    utility: "save_state",
    args: ["a"],
    error: "INVALID_ARGUMENT",
    message: 'Cannot call "save_state": parameter "state" must be an object, got a string',
  },
  { utility: "save_state", args: [{}, "none/s.json"], error: "ENOENT" },
  { utility: "save_state", args: [{}, "src"], error: "EISDIR" },
  {
    utility: "save_state",
    args: [{}, "../s.json"],
    error: "PATH_ESCAPE_ATTEMPT",
    message: "Path must be within /app: ../s.json",
  },
  { utility: "load_state", args: ["people.json"], error: "INVALID_STATE" },
  {
    utility: "load_state",
    args: ["s.json"],
    files: { "/app/s.json": '{"a": }' },
    error: "INVALID_JSON",
    message: 'Cannot read JSON at line 1, column 7: expected a value, got "}"',
  },
  { utility: "load_state", args: ["src"], error: "EISDIR" },
  {
    utility: "load_state",
    args: [],
    files: { [file]: '{"__proto__": {"x": 1}, "a": [1.5, "\\u00e9"]}' },
    result: JSON.parse('{"__proto__": {"x": 1}, "a": [1.5, "é"]}'),
  },
  {
    utility: "load_state",
    args: ["link"],
    files: { "/app/link": { link: "/etc/passwd" } },
    error: "PATH_ESCAPE_ATTEMPT",
    message: "Path must be within /app: link",
  },
  {
    utility: "update_state",
    args: [{ b: { d: 2 }, e: null }],
    files: { [file]: '{"a": 1, "b": {"c": 1}}' },
    result: { a: 1, b: { d: 2 }, e: null },
    after: { [file]: '{"a": 1, "b": {"d": 2}, "e": null}' },
  },
  {
    utility: "update_state",
    args: [JSON.parse('{"__proto__": 1}')],
    files: { [file]: '{"a": 1}' },
    result: JSON.parse('{"a": 1, "__proto__": 1}'),
    after: { [file]: '{"a": 1, "__proto__": 1}' },
  },
  {
    utility: "update_state",
    args: [{ a: 1 }],
    files: { [file]: "[]" },
    error: "INVALID_STATE",
    message: 'Cannot load the state in ".session_state.json": it must be a JSON object',
    after: { [file]: "[]" },
  },
];
