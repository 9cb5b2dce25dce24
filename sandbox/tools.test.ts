import { expect, test } from "vitest";
import type { ToolCall } from "./tool-types.ts";
import { checkTools, createToolAnswerer, toolInfos } from "./tools.ts";

const description = "Does something.";
const execute = (): unknown => 1;

test.each([
  [[], TypeError, 'Cannot use option "tools": must be an object, got an array'],
  [{ "a-b": { description, execute } }, RangeError, '"a-b" must be a name in Python and'],
  [{ class: { description, execute } }, RangeError, '"class" must be a name'],
  [{ None: { description, execute } }, RangeError, '"None" must be a name'],
  [{ __all__: { description, execute } }, RangeError, '"__all__" must be a name'],
  [{ ToolError: { description, execute } }, RangeError, '"ToolError" must be a name'],
  [{ a: 1 }, TypeError, 'Cannot use tool "a": must be an object, got 1'],
  [{ a: { execute } }, TypeError, 'Cannot use option "tools.a.description"'],
  [{ a: { description } }, TypeError, 'Cannot use option "tools.a.execute": must be a function'],
  [{ a: { description, execute, extra: 1 } }, TypeError, 'unknown option "extra"'],
  [{ a: { description, execute, input: {} } }, TypeError, "must be a Standard Schema"],
])("checkTools() refuses %j", (tools, type, message) => {
  expect(() => checkTools(tools)).toThrow(type);
  expect(() => checkTools(tools)).toThrow(message);
});

test("checkTools() takes tools, and toolInfos() says what guests are told", () => {
  expect(toolInfos(checkTools(undefined))).toEqual([]);
  expect(toolInfos(checkTools({ a: { description, execute } }))).toEqual([
    { name: "a", description },
  ]);
});

function open(tools: Readonly<Record<string, unknown>>, maxCalls = 100) {
  const calls: ToolCall[] = [];
  const over = new AbortController();
  const checked = checkTools(
    Object.fromEntries(
      Object.entries(tools).map(([name, run]) => [name, { description, execute: run }]),
    ),
  );
  const answer = createToolAnswerer(checked, { signal: over.signal, maxCalls, calls });
  return { answer, calls, over };
}

test.each([
  ["a value", (input: unknown) => input, '{"a":[1,"b",null]}', '{"a":[1,"b",null]}'],
  ["a promise", async (input: unknown) => input, "7", "7"],
  ["nothing", () => undefined, "null", "null"],
  ["what a toJSON says", () => ({ toJSON: () => "said" }), "null", '"said"'],
  [
    "an input without prototypes",
    (input: unknown) => Object.keys(Object(input)),
    '{"__proto__":{"a":1},"b":2}',
    '["b"]',
  ],
  [
    "an input with odd names",
    (input: unknown) => input,
    '{"constructor":1,"toString":2,"then":3}',
    '{"constructor":1,"toString":2,"then":3}',
  ],
])("createToolAnswerer() passes on %s", async (_what, run, input, text) => {
  const { answer, calls } = open({ run });
  expect(await answer("run", input)).toEqual({ ok: true, text });
  expect(calls).toEqual([{ name: "run", durationMs: expect.any(Number) }]);
  expect(Object.prototype).not.toHaveProperty("a");
});

test.each([
  [
    "throws",
    () => {
      throw new RangeError("no such price");
    },
    "null",
    "no such price",
  ],
  ["rejects", () => Promise.reject(new Error("down")), "null", "down"],
  [
    "throws text",
    () => {
      throw "plain";
    },
    "null",
    "plain",
  ],
  ["answers a function", () => () => 1, "null", 'Tool "run" has answered no plain data'],
  ["answers a bigint", () => 1n, "null", "Do not know how to serialize a BigInt"],
  [
    "answers a circle",
    () => {
      const a: unknown[] = [];
      a.push(a);
      return a;
    },
    "null",
    "Converting circular structure to JSON",
  ],
])("createToolAnswerer() says what went wrong when a tool %s", async (_what, run, input, text) => {
  const { answer, calls } = open({ run });
  const result = await answer("run", input);
  expect(result.ok).toBe(false);
  expect(result.text.startsWith(text)).toBe(true);
  expect(calls).toMatchObject([{ name: "run", error: result.text }]);
});

test("createToolAnswerer() fails for what is no JSON, and for JSON that is too deep, and goes on", async () => {
  const { answer } = open({ run: () => 1 });
  expect(await answer("run", "{")).toMatchObject({ ok: false });
  expect(await answer("run", `${"[".repeat(200_000)}${"]".repeat(200_000)}`)).toMatchObject({
    ok: false,
  });
  expect(await answer("run", "1")).toEqual({ ok: true, text: "1" });
});

test("createToolAnswerer() checks and converts by a schema", async () => {
  const schema = {
    "~standard": {
      version: 1,
      vendor: "test",
      validate: async (value: unknown) =>
        typeof value === "string"
          ? { value: value.toUpperCase() }
          : { issues: [{ message: "must be text", path: ["a", { key: 0 }] }, { message: "no" }] },
    },
  };
  const calls: ToolCall[] = [];
  const tools = checkTools({
    shout: { description, input: schema, execute: (text: string) => text },
  });
  const { signal } = new AbortController();
  const answer = createToolAnswerer(tools, { signal, maxCalls: 9, calls });
  expect(await answer("shout", '"hi"')).toEqual({ ok: true, text: '"HI"' });
  const text = 'Wrong input for tool "shout": a.0: must be text; no';
  expect(await answer("shout", "1")).toEqual({ ok: false, text });
});

test("createToolAnswerer() refuses unknown tools, too many calls and calls after the end", async () => {
  const refused = { ok: false, text: "The call is refused" };
  const { answer, calls, over } = open({ run: () => 1 }, 2);
  expect(await answer("constructor", "null")).toEqual(refused);
  expect(await answer("run", "null")).toMatchObject({ ok: true });
  expect(await answer("run", "null")).toMatchObject({ ok: true });
  expect(await answer("run", "null")).toEqual(refused);
  expect(calls).toHaveLength(2);
  const other = open({ run: () => 1 });
  other.over.abort();
  expect(await other.answer("run", "null")).toEqual(refused);
  expect(over.signal.aborted).toBe(false);
});
