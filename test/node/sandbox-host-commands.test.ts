/** Functions of the host as commands of the shell, and commands that are not allowed. */
import { defineTool, type HostExecution, openSandbox, type Sandbox } from "fuelbox";
import { afterAll, beforeAll, expect, test } from "vitest";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox({
    files: { "/app/a.txt": "b\na\n" },
    programs: ["python"],
    tools: {
      echo_input: defineTool({ description: "Answers its input.", execute: (input) => input }),
      shout: defineTool({
        description: "Writes in capitals.",
        execute: (input) => {
          if (typeof input !== "string") throw new TypeError("a text is wanted");
          return input.toUpperCase();
        },
      }),
    },
  });
  sandbox.registerCommand("greet", async ({ args, stdin, cwd, env }) => ({
    stdout: `Hello, ${args.join("+")} <${stdin.trim()}> in ${cwd} as ${env["WHO"]}\n`,
    stderr: args.length === 0 ? "greet: nobody\n" : "",
    exitCode: args.length === 0 ? 3 : 0,
  }));
});
afterAll(() => sandbox.close());

test.each([
  ["echo_input '{\"q\":1}'", '{"q":1}\n'],
  ["echo_input --q 1 --name Ada --flag", '{"q":1,"name":"Ada","flag":true}\n'],
  ["echo_input --q=x=y --list '[1,2]'", '{"q":"x=y","list":[1,2]}\n'],
  ["echo_input text", "text\n"],
  ["echo '{\"a\": [1]}' | echo_input", '{"a":[1]}\n'],
  ["echo_input", "null\n"],
  ["echo_input --__proto__ 1", "{}\n"],
  ["echo_input '{not json'", "{not json\n"],
  ["shout hello | tr A-Z a-z", "hello\n"],
  ["x=$(shout hi); echo $x", "HI\n"],
  ["shout --help | tail -1", "Writes in capitals.\n"],
  ["printf 'a\\nb\\n' | xargs -n1 shout", "A\nB\n"],
  ["type shout", "shout is /usr/bin/shout\n"],
])("`%s` calls a tool", async (command, stdout) => {
  expect(await sandbox.exec(command)).toMatchObject({ stdout, stderr: "", exitCode: 0 });
});

test("a tool that fails is a line on stderr and the exit code 1", async () => {
  const { stderr, exitCode, toolCalls } = await sandbox.exec("shout '[1]'");
  expect([stderr, exitCode]).toEqual(["shout: a text is wanted\n", 1]);
  expect(toolCalls).toMatchObject([{ name: "shout", error: "a text is wanted" }]);
  const wrong = await sandbox.exec("shout a b");
  expect(wrong).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("extra operand") });
});

test("a tool needs shared memory as a command too, and says so", async () => {
  const tools = { one: defineTool({ description: "1", execute: () => 1 }) };
  await using other = await openSandbox({ tools, sharedMemory: false });
  const { stderr, exitCode } = await other.exec("one");
  expect(stderr).toMatch(/^one: .*needs shared memory/);
  expect(exitCode).toBe(1);
});

test("registerCommand() adds a command that pipes, fails and sees where it is", async () => {
  const command = "cd /tmp; export WHO=me; echo in | greet --help b; greet; echo $?";
  const { stdout, stderr } = await sandbox.exec(command);
  expect(stdout).toBe("Hello, --help+b <in> in /tmp as me\nHello,  <> in /tmp as me\n3\n");
  expect(stderr).toBe("greet: nobody\n");
});

test("registerCommand() replaces commands of the shell, and no tool's", async () => {
  await using other = await openSandbox({
    tools: { one: defineTool({ description: "1", execute: () => 1 }) },
  });
  other.registerCommand("ls", () => "mine\n", { description: "Lists." });
  other.registerCommand("nothing", () => undefined);
  other.registerCommand("wrong", () => ({ exitCode: "1" }) as never);
  expect((await other.exec("ls | cat; nothing; echo $?")).stdout).toBe("mine\n0\n");
  expect(await other.exec("wrong")).toMatchObject({ exitCode: 1 });
  await using session = await other.session("shell");
  await using fork = await session.fork();
  expect((await fork.run("ls")).stdout).toBe("mine\n");
  expect(() => other.registerCommand("one", () => "")).toThrow("there is a tool of this name");
  expect(() => other.registerCommand("a b", () => "")).toThrow("no name of a command");
  expect(() => other.registerCommand("a", undefined as never)).toThrow("its function is missing");
});

test("commands of the host are nothing to Python and JavaScript", async () => {
  const python = "import sandbox_tools; print(hasattr(sandbox_tools, 'greet'))";
  expect((await sandbox.run({ python })).stdout).toBe("False\n");
});

test("`host` is refused unless the sandbox has an executor for it", async () => {
  const refused = await sandbox.exec("host ls; echo $?");
  expect(refused).toMatchObject({
    stdout: "126\n",
    stderr: expect.stringContaining("not allowed"),
  });
  const executions: HostExecution[] = [];
  await using other = await openSandbox({
    hostExecutor: (execution) => {
      executions.push(execution);
      return { stdout: `ran ${execution.argv.join(" ")}\n`, exitCode: 4 };
    },
  });
  const command =
    "host -p /app/x git status; echo $?; host --path=y -- ls -l; host; echo $?; host -z";
  const { stdout, stderr } = await other.exec(command);
  expect(stdout).toBe("ran git status\n4\nran ls -l\n2\n");
  expect(stderr).toBe("host expects a command to run\nhost: unrecognized option '-z'\n");
  expect(executions.map(({ argv, cwd }) => [argv, cwd])).toEqual([
    [["git", "status"], "/app/x"],
    [["ls", "-l"], "/app/y"],
  ]);
});

test.each([
  ["ls", "a.txt\n", 0],
  ["rm a.txt", "", 126],
  ["/bin/rm a.txt", "", 126],
  ["command rm a.txt", "", 126],
  ["bash -c 'rm a.txt'", "", 126],
  ["eval 'rm a.txt'", "", 126],
  ["r=rm; $r a.txt", "", 126],
  ["ls | xargs rm", "", 126],
  ["find . -name a.txt -exec rm {} ';'", "", 0],
  ["nothere", "", 127],
  ["cd /tmp && echo $PWD && [ -d . ] && printf x", "/tmp\nx", 0],
  ["rm() { echo mine; }; rm", "mine\n", 0],
  ["python3 -c 1", "", 126],
])(
  "exec() with allowedCommands runs `%s` no further than they reach",
  async (command, out, code) => {
    const allowedCommands = ["ls", "xargs", "find"];
    const { stdout, exitCode, stderr } = await sandbox.exec(command, { allowedCommands });
    expect([stdout, exitCode]).toEqual([out, code]);
    if (code === 126) expect(stderr).toMatch(/command not allowed\n$/);
    expect((await sandbox.exec("ls")).stdout).toBe("a.txt\n");
  },
);

test("allowedCommands hold for what Python starts, and for the whole sandbox", async () => {
  await using other = await openSandbox({ allowedCommands: ["ls", "python3", "cat"] });
  const python = `import subprocess
print(subprocess.run(["ls", "/app"]).returncode, flush=True)
print(subprocess.run("rm x; echo $?", shell=True, capture_output=True, text=True).stdout)
try:
    subprocess.run(["rm", "x"])
except PermissionError:
    print("refused")`;
  expect((await other.run({ python })).stdout).toBe("0\n126\n\nrefused\n");
  const narrowed = await other.exec("cat /dev/null; ls", { allowedCommands: ["ls", "rm"] });
  expect(narrowed).toMatchObject({ exitCode: 0, stderr: "bash: cat: command not allowed\n" });
  expect((await other.exec("rm x", { allowedCommands: ["rm"] })).exitCode).toBe(126);
});

test.each([
  [{ allowedCommands: "ls" }, "must be an array of names"],
  [{ allowedCommands: ["a b"] }, "no name of a command"],
  [{ hostExecutor: 1 }, "hostExecutor"],
])("openSandbox() refuses %j", async (options, message) => {
  await expect(openSandbox(options as never)).rejects.toThrow(message);
});
