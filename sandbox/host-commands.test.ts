import { expect, test } from "vitest";
import { HostCommands } from "./host-command-list.ts";
import {
  checkAllowedCommands,
  checkHostCommand,
  type HostExecution,
  hostExecutorTool,
} from "./host-commands.ts";
import { toolInfos } from "./tools.ts";

const { signal } = new AbortController();
const description = "Greets.";

test.each([
  ["a text", () => "hi", { stdout: "hi" }],
  ["nothing", () => undefined, {}],
  ["an exit code", async () => ({ exitCode: 3 }), { stdout: "", stderr: "", exitCode: 3 }],
])("checkHostCommand() makes what answers %s", async (_, execute, output) => {
  const [name, tool] = checkHostCommand("greet", execute, { description });
  expect([name, tool.description, tool.isCommand]).toEqual(["greet", description, true]);
  expect(await tool.execute({}, { signal })).toEqual(output);
});

test.each([
  [null, { args: [], stdin: "", cwd: "/app", env: {} }],
  [
    { args: "x", stdin: 1, cwd: null, env: 2 },
    { args: [], stdin: "1", cwd: "/app", env: {} },
  ],
  [
    { args: ["a", 1], stdin: "in", cwd: "/tmp", env: { A: 1 } },
    { args: ["a", "1"], stdin: "in", cwd: "/tmp", env: { A: "1" } },
  ],
])("a command that is called with %j is told %j", async (input, call) => {
  let told: unknown;
  const [, tool] = checkHostCommand(
    "greet",
    (given: unknown) => {
      told = given;
    },
    {},
  );
  await tool.execute(input, { signal });
  expect(told).toEqual({ ...call, signal });
});

test.each([{ stdout: 1 }, { stderr: {} }, { exitCode: 1.5 }])(
  "a command must not answer %j",
  async (output) => {
    const [, tool] = checkHostCommand("greet", () => output, {});
    await expect(tool.execute({}, { signal })).rejects.toThrow("has answered neither text nor");
  },
);

const execute = (): string => "";

test.each([
  [1, execute, {}, "must be a string"],
  ["a/b", execute, {}, "no name of a command"],
  ["a", 1, {}, "must be a function"],
  ["a", undefined, {}, "its function is missing"],
  ["a", execute, { more: 1 }, 'unknown option "more"'],
  ["a", execute, { description: 1 }, "must be a string"],
])("checkHostCommand() refuses %j %j %j", (name, command, options, message) => {
  expect(() => checkHostCommand(name, command, options as never)).toThrow(message);
});

test("checkAllowedCommands() takes names and nothing else", () => {
  expect(checkAllowedCommands(undefined)).toBeUndefined();
  expect(checkAllowedCommands(["ls", "x.py"])).toEqual(["ls", "x.py"]);
  expect(() => checkAllowedCommands("ls")).toThrow("must be an array of names");
  expect(() => checkAllowedCommands(["../ls"])).toThrow("no name of a command");
});

test.each([
  [["ls", "-p", "x"], ["ls", "-p", "x"], "/app"],
  [["-p", "sub", "ls"], ["ls"], "/app/sub"],
  [["-C", "/tmp", "--", "-x"], ["-x"], "/tmp"],
  [["--path=/a b", "ls"], ["ls"], "/a b"],
])("host %j runs %j in %j", async (args, argv, cwd) => {
  let execution: HostExecution | undefined;
  const tool = hostExecutorTool((given) => {
    execution = given;
    return { exitCode: 5 };
  });
  const output = await tool.execute({ args, cwd: "/app" }, { signal });
  expect(output).toMatchObject({ exitCode: 5 });
  expect(execution).toEqual({ argv, cwd, stdin: "", env: {}, signal });
});

test.each([
  [[], "host expects a command to run\n"],
  [["-p"], "host: -p expects a path\n"],
  [["-z", "ls"], "host: unrecognized option '-z'\n"],
])("host %j runs nothing", async (args, stderr) => {
  const tool = hostExecutorTool(() => {
    throw new Error("Cannot be");
  });
  expect(await tool.execute({ args }, { signal })).toEqual({ stdout: "", stderr, exitCode: 2 });
});

test("HostCommands stand beside the tools of a sandbox", () => {
  const tool = { description: "One.", execute: () => 1 };
  const first = new HostCommands({ tools: new Map([["one", tool]]), hostExecutor: undefined });
  expect(toolInfos(first.withTools())).toEqual([{ name: "one", description: "One." }]);
  first.register("greet", () => "", { description });
  expect(() => first.register("one", () => "", {})).toThrow("there is a tool of this name");
  const second = new HostCommands({ tools: new Map(), hostExecutor: () => "" });
  second.takeFrom(first);
  expect(toolInfos(second.withTools())).toEqual([
    { name: "host", description: expect.stringContaining("host"), isCommand: true },
    { name: "greet", description, isCommand: true },
  ]);
});
