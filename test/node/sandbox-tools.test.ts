/** Guests call functions of the host. */
import { defineTool, openSandbox, type RunResult, type SandboxOptions } from "fuelbox";
import { expect, test } from "vitest";

const tools = {
  lookup: defineTool({
    description: "The price of a product.",
    execute: (name) => ({ name, price: String(name).length }),
  }),
  later: defineTool({
    description: "Answers after some milliseconds.",
    execute: async (ms) => {
      await new Promise((resolve) => setTimeout(resolve, Number(ms)));
      return ms;
    },
  }),
  large: defineTool({
    description: "Answers with so many letters.",
    execute: (length) => "x".repeat(Number(length)),
  }),
  fail: defineTool({
    description: "Fails.",
    execute: () => {
      throw new Error("the shop is closed");
    },
  }),
  never: defineTool({
    description: "Answers when the run is over.",
    execute: (_input, { signal }) =>
      new Promise((resolve) => signal.addEventListener("abort", () => resolve("late"))),
  }),
};

async function run(
  program: Parameters<Awaited<ReturnType<typeof openSandbox>>["run"]>[0],
  options: SandboxOptions = {},
): Promise<RunResult> {
  await using sandbox = await openSandbox({ tools, ...options });
  return await sandbox.run(program);
}

const sharing = [
  ["with shared memory", true],
  ["without shared memory", false],
] as const;

test.each(sharing)("JavaScript calls tools, %s", async (_how, sharedMemory) => {
  const javascript = `
    import { fail, large, later, lookup, ToolError } from "sandbox_tools";
    console.log(await lookup("tea"));
    const order = [];
    const calls = [30, 1, 15].map((ms) => later(ms).then((got) => order.push(got)));
    setTimeout(() => order.push("timer"), 5);
    await Promise.all(calls);
    console.log(order.filter((each) => each !== "timer"), order.includes("timer"));
    console.log((await large(200_000)).length);
    await fail().catch((error) => {
      console.log(error instanceof ToolError, error.name, error.code, error.message);
    });
    const { default: all } = await import("sandbox_tools");
    console.log(Object.keys(all).sort().join());
  `;
  const result = await run({ javascript }, { sharedMemory });
  expect(result.stderr).toBe("");
  expect(result.stdout.split("\n")).toEqual([
    "{ name: 'tea', price: 3 }",
    "[ 1, 15, 30 ] true",
    "200000",
    "true ToolError TOOL_FAILED the shop is closed",
    "ToolError,fail,large,later,lookup,never",
    "",
  ]);
  expect(result.toolCalls?.map(({ name, error }) => [name, error])).toEqual([
    ["lookup", undefined],
    ["later", undefined],
    ["later", undefined],
    ["later", undefined],
    ["large", undefined],
    ["fail", "the shop is closed"],
  ]);
});

test("CommonJS calls tools, and an uncaught failure of one ends the program", async () => {
  const source = 'const { fail } = require("sandbox_tools"); fail().then(() => {});';
  const result = await run({ file: "/app/main.cjs" }, { files: { "/app/main.cjs": source } });
  expect(result).toMatchObject({ outcome: "exited", exitCode: 1 });
  expect(result.stderr).toContain("ToolError: the shop is closed");
  expect(result.stderr).not.toContain(import.meta.filename);
});

test("Python calls tools", async () => {
  const python = `
import sandbox_tools
from sandbox_tools import ToolError, large, later, lookup
print(lookup("tea"), later(5), len(large(200_000)))
print(sandbox_tools.lookup.__doc__, dir(sandbox_tools))
print(lookup(a=1)["name"])
try:
    sandbox_tools.fail()
except ToolError as error:
    print(error.code, error)
try:
    from sandbox_tools import missing
except ImportError as error:
    print(error)
`;
  const result = await run({ python });
  expect(result.stderr).toBe("");
  expect(result.stdout.split("\n")).toEqual([
    "{'name': 'tea', 'price': 3} 5 200000",
    "The price of a product. ['ToolError', 'fail', 'large', 'later', 'lookup', 'never']",
    "{'a': 1}",
    "TOOL_FAILED the shop is closed",
    expect.stringMatching(/^cannot import name 'missing' from 'sandbox_tools'/),
    "",
  ]);
});

test("Python says what it needs where no thread can wait", async () => {
  const python =
    "from sandbox_tools import lookup\ntry:\n  lookup(1)\nexcept Exception as e:\n  print(e.code)";
  expect((await run({ python }, { sharedMemory: false })).stdout).toBe(
    "TOOL_NEEDS_SHARED_MEMORY\n",
  );
});

test.each([
  ["JavaScript", { javascript: 'import { never } from "sandbox_tools"; await never();' }],
  [
    "Python",
    {
      python: "from sandbox_tools import never\ntry:\n  never()\nexcept BaseException:\n  never()",
    },
  ],
] as const)(
  "a run of %s that waits for a tool ends in time, and the sandbox is well",
  async (_language, program) => {
    await using sandbox = await openSandbox({ tools });
    const stopping = new AbortController();
    setTimeout(() => stopping.abort(), 400);
    const cancelled = await sandbox.run({ ...program, signal: stopping.signal });
    expect(cancelled).toMatchObject({ outcome: "cancelled", toolCalls: [] });
    expect(cancelled.stateLost).toBeUndefined();
    const late = await sandbox.run({ ...program, limits: { timeoutMs: 100 } });
    expect(late).toMatchObject({ outcome: "timed-out" });
    const { stdout } = await sandbox.run({
      javascript: 'import { lookup } from "sandbox_tools"; console.log((await lookup("x")).price);',
    });
    expect(stdout).toBe("1\n");
  },
);

test("a run without shared memory that waits for a tool is ended, and the sandbox is well", async () => {
  await using sandbox = await openSandbox({ tools, sharedMemory: false });
  const javascript = 'import { never } from "sandbox_tools"; await never();';
  const late = await sandbox.run({ javascript, limits: { timeoutMs: 200 } });
  expect(late).toMatchObject({ outcome: "timed-out", stateLost: true });
  expect((await sandbox.run({ javascript: "console.log(1)" })).stdout).toBe("1\n");
});

test("tools have a limit of calls, and fuel pays for them", async () => {
  const javascript = `
    import { lookup } from "sandbox_tools";
    let made = 0;
    try { for (;;) { await lookup(1); made += 1; } } catch (error) { console.log(made, error.code); }
  `;
  const limited = await run({ javascript, limits: { toolCalls: 3 } });
  expect(limited.stdout).toBe("3 TOOL_LIMIT\n");
  expect(limited.toolCalls).toHaveLength(3);
  const spent = await run({ javascript, limits: { fuel: 1_000_000, toolCalls: 100_000 } });
  expect(spent.outcome).toBe("out-of-fuel");
});

test("a sandbox without tools has no sandbox_tools in JavaScript, and none in Python", async () => {
  await using sandbox = await openSandbox();
  const script = await sandbox.run({ javascript: 'import "sandbox_tools";' });
  expect(script.stderr).toContain("Cannot find package 'sandbox_tools'");
  expect(script.toolCalls).toBeUndefined();
  const python = await sandbox.run({ python: "from sandbox_tools import lookup" });
  expect(python.stderr).toContain("cannot import name 'lookup'");
});
