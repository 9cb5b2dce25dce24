import { expect, test } from "vitest";
import { createTestHost } from "../../test/support/run-javascript.ts";
import { createFileSystem } from "../../vfs/index.ts";
import { createVirtualClock } from "../clock.ts";
import { createKernel, type KernelOptions } from "../create-kernel.ts";
import type { SessionStep } from "../engine.ts";
import { createSeededEntropy } from "../entropy.ts";
import { createFuelAccount } from "../fuel-account.ts";
import type { Outcome } from "../outcome.ts";
import { openJavaScriptEngine } from "./index.ts";

const engine = await openJavaScriptEngine(createTestHost());
const fs = createFileSystem().sync;
fs.mkdir("/app");
fs.writeFile(
  "/app/count.mjs",
  new TextEncoder().encode("let n = 0; export const next = () => ++n;"),
);

fs.writeFile("/app/data.json", new TextEncoder().encode('{ "a": 1 }'));

interface Step extends SessionStep {
  readonly stdout: string;
  readonly stderr: string;
}

async function step(
  source: string,
  state?: Uint8Array<ArrayBuffer>,
  limits: {
    readonly fuel?: bigint;
    readonly maxMemoryBytes?: number;
  } & Omit<Partial<KernelOptions>, "fuel"> = {},
): Promise<Step> {
  let stdout = "";
  let stderr = "";
  const { fuel, maxMemoryBytes, ...others } = limits;
  const kernel = createKernel({
    fs,
    fuel: createFuelAccount(fuel ?? 10n ** 9n),
    args: ["session"],
    env: { NAME: "value" },
    clock: createVirtualClock(),
    entropy: createSeededEntropy(1),
    maxMemoryBytes: maxMemoryBytes ?? 64 * 2 ** 20,
    stdout: (chunk) => (stdout += new TextDecoder().decode(chunk)),
    stderr: (chunk) => (stderr += new TextDecoder().decode(chunk)),
    ...others,
  });
  if (engine.step === undefined) throw new Error("There are no sessions");
  const result = await engine.step({ source, path: "/app/step.js" }, kernel, state);
  kernel.close();
  return { ...result, stdout, stderr };
}

async function steps(...sources: readonly string[]): Promise<readonly Step[]> {
  const done: Step[] = [];
  let state: Uint8Array<ArrayBuffer> | undefined;
  for (const source of sources) {
    const next = await step(source, state);
    state = next.state ?? state;
    done.push(next);
  }
  return done;
}

test("a session keeps names, closures, modules and timers' results", async () => {
  const done = await steps(
    "const x = 20; let log = [];",
    "function double(n) { return n * 2 } setTimeout(() => log.push('late'), 50);",
    "double(x) + 2",
    "const { next } = await import('/app/count.mjs'); next()",
    "const again = await import('/app/count.mjs'); [again.next(), log, process.env.NAME]",
    "const path = require('node:path'); path.join('a', 'b')",
  );
  expect(done.map(({ stderr }) => stderr).join("")).toBe("");
  expect(done.map(({ value }) => value)).toEqual(
    [undefined, "1", "42", "1", '[2,["late"],"value"]', '"a/b"'].map((value, index) =>
      index === 1 ? done[1]?.value : value,
    ),
  );
});

test.each([
  ["1 + 1", "2"],
  ["const y = 1", undefined],
  ["", undefined],
  ["undefined", undefined],
  ["(() => 1)", undefined],
  ["({ a: [1.5, true, null] })", '{"a":[1.5,true,null]}'],
  ["await Promise.resolve(7)", "7"],
  ["const c = {}; c.c = c; c", undefined],
  ["1n", undefined],
])("a step %j has the value %s", async (source, value) => {
  const { end, value: got, stderr } = await step(source);
  expect([end.exitCode, got, stderr]).toEqual([0, value, ""]);
});

test("a session keeps what a step did before it failed, and shows where", async () => {
  const [, failed, after] = await steps(
    "const fail = () => null.x;",
    "globalThis.y = 5;\nfail();",
    "y",
  );
  expect(failed?.end).toMatchObject({
    outcome: "exited",
    exitCode: 1,
    error: { type: "TypeError" },
  });
  expect(after?.value).toBe("5");
  const [rejected, fine] = await steps("await Promise.reject(new Error('no'))", "1");
  expect([rejected?.end.exitCode, fine?.value]).toEqual([1, "1"]);
  const [wrong, right] = await steps("let = =", "2");
  expect([wrong?.end.error?.type, right?.value]).toEqual(["SyntaxError", "2"]);
});

test.each([
  ["globalThis.x = 2; for (;;) {}", "out-of-fuel"],
  ["globalThis.x = 2; process.exit(5)", "exited"],
  ["globalThis.x = 2; const a = []; for (;;) a.push(new Uint8Array(1e6))", "out-of-memory"],
])("a step %j leaves no state when the guest is stopped", async (source, outcome) => {
  const { state } = await step("globalThis.x = 1");
  const stopped = await step(source, state, { fuel: 300_000_000n });
  expect([stopped.end.outcome, stopped.state]).toEqual([outcome, undefined]);
  expect((await step("x", state)).value).toBe("1");
});

test("a session's state is the same for the same steps, and so is its fuel", async () => {
  const [one, two] = [
    await steps("globalThis.a = [1, 2]", "a.length"),
    await steps("globalThis.a = [1, 2]", "a.length"),
  ];
  expect(one[1]?.state).toEqual(two[1]?.state);
});

test("a session refuses states that it cannot take on", async () => {
  const { state = new Uint8Array() } = await step("1");
  const other = await step("1", undefined, { maxMemoryBytes: 32 * 2 ** 20 });
  expect(other.state).toBeDefined();
  const shrunk = step("1", state, { maxMemoryBytes: 8 * 2 ** 20 });
  await expect(shrunk).resolves.toBeDefined();
  for (const bad of [
    new Uint8Array(),
    new Uint8Array(100).fill(255),
    state.slice(0, 3),
    state.slice(0, 40),
  ]) {
    await expect(step("1", bad)).rejects.toThrow("Cannot take on the state");
  }
});

test("a session takes static imports, again and again", async () => {
  const done = await steps(
    "import fs from 'node:fs'; fs.writeFileSync('/app/i.txt', 'x'); typeof fs.readFileSync",
    "import { next } from './count.mjs'\nnext()",
    "import fs, { readFileSync as read } from \"node:fs\";\nimport * as path from 'node:path';\nimport './count.mjs';\n[read('/app/i.txt', 'utf8'), path.basename('/a/b'), next(), fs === (await import('node:fs')).default]",
    "import data, * as all from './data.json' with { type: 'json' };\ndata.a + all.default.a",
    "const text = `\nimport x from 'y'\n`; // import z from 'z'\ntext.length",
    "import {\n  join,\n  resolve as absolute,\n} from 'node:path'\nabsolute(join('a', 'b'))",
  );
  expect(done.map(({ value, stderr }) => stderr || value)).toEqual([
    '"function"',
    "1",
    '["x","b",2,true]',
    "2",
    "19",
    '"/app/a/b"',
  ]);
});

test.each([
  ["import fs from 'node:fs';\n\nfs.gone();", 3, "TypeError"],
  ["import {\n  join\n} from 'node:path';\nnull.x", 4, "TypeError"],
  ["import x y from 'node:fs';", 1, "SyntaxError"],
  ["import fs from 'node:fs';\nlet a b;", 2, "SyntaxError"],
])("a session keeps the lines of steps that import: %j", async (source, line, type) => {
  const { end } = await step(source);
  expect(end.error).toMatchObject({ type, file: "/app/step.js", line });
});

test.each([
  ["n = 0; for (;;) n++"],
  ["n = 0; try { for (;;) n++ } catch { n = 'caught' } finally { n = 'finally' }"],
  ["n = 0; const f = async () => { for (;;) { n++; await 0 } }; await f()"],
])("step() warns %s of its end, and keeps what it has come to", async (loop) => {
  const warned = await step(`var n; ${loop}`, undefined, { fuelWarning: 0.2 });
  expect(warned.end).toMatchObject({ outcome: "exited", exitCode: 1 });
  expect(warned.end.error).toMatchObject({
    type: "FuelWarning",
    message: "Most of the fuel is used, of 1,000,000,000 units",
  });
  const after = await step("n > 1000", warned.state);
  expect(after.value).toBe("true");
});

test.each([
  ["try { for (;;) n++ } catch { n = -1 }"],
  [
    "const f = async () => { for (;;) n++; }; const g = () => { n = -1; return f().catch(g) }; n = 0; f().catch(g)",
  ],
])("step() %s that must end is interrupted, and keeps what it has come to", async (loop) => {
  let polls = 0;
  const interrupted = (): Outcome | undefined => (++polls > 5 ? "timed-out" : undefined);
  const source = `var n = 0; ${loop}`;
  const stopped = await step(source, undefined, { interrupts: true, interrupted });
  expect(stopped.end).toMatchObject({ outcome: "timed-out", exitCode: 124 });
  expect((await step("n > 1000", stopped.state)).value).toBe("true");
});
