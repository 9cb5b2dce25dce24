/** Functions of the host as commands, and commands that are refused. */
import { expect, test } from "vitest";
import { runScript, type ScriptEnd } from "../../test/support/run-script.ts";
import type { ToolAnswer, ToolChannel } from "../tool-desk.ts";

const tools = [
  { name: "answer", description: "Answers its input." },
  { name: "fail", description: "Fails." },
  { name: "ls", description: "Is a command already." },
  { name: "greet", description: "Greets.", isCommand: true },
] as const;

function open(wait: ToolChannel["wait"] = () => {}): ToolChannel {
  const answers: ToolAnswer[] = [];
  return {
    start(id, name, input) {
      if (name === "fail") answers.push({ id, ok: false, text: "it fails" });
      else if (name === "answer") answers.push({ id, ok: true, text: input });
      else {
        const { args, stdin, cwd } = JSON.parse(input) as Record<string, unknown>;
        const exitCode = 3;
        const output = { stdout: `${JSON.stringify([args, stdin, cwd])}\n`, stderr: "!", exitCode };
        answers.push({ id, ok: true, text: JSON.stringify(output) });
      }
    },
    take: () => answers.splice(0),
    wait,
    arrival: async () => {},
    turn: async () => {},
  };
}

function run(source: string, wait?: ToolChannel["wait"]): ScriptEnd {
  return runScript(source, { tools: { tools, channel: open(wait), maxCalls: 10 } });
}

test.each([
  ["answer '{\"q\":1}'", '{"q":1}\n'],
  ["answer --q 1 --name Ada --flag", '{"q":1,"name":"Ada","flag":true}\n'],
  ["answer --q=x=y", '{"q":"x=y"}\n'],
  ["answer some", "some\n"],
  ["answer -5", "-5\n"],
  ["echo '[1]' | answer", "[1]\n"],
  ["answer", "null\n"],
  ["answer '{no'", "{no\n"],
  ["answer --help | tail -1", "Answers its input.\n"],
  ["ls /app", ""],
  ["x=$(answer a); echo $x", "a\n"],
])("`%s` calls a tool", (source, stdout) => {
  expect(run(source)).toMatchObject({ stdout, stderr: "", exit: 0 });
});

test.each([
  ["fail", "fail: it fails\n"],
  ["answer a b", "extra operand 'b'"],
  ["answer --a 1 b", "extra operand 'b'"],
  [`answer "$(printf '[%.0s' {1..1001})"`, "it nests deeper"],
])("`%s` is wrong", (source, stderr) => {
  const end = run(source);
  expect(end.stderr).toContain(stderr);
  expect(end.exit).toBe(1);
});

test("a tool cannot be called where the thread cannot wait", () => {
  const channel: ToolChannel = { ...open(), wait: undefined };
  const { stderr, exit } = runScript("answer", { tools: { tools, channel, maxCalls: 10 } });
  expect(stderr).toContain("needs shared memory");
  expect(exit).toBe(1);
});

test("a command of the host gets its words, stdin and directory, and has its own exit code", () => {
  const { stdout, stderr } = run("cd /tmp; echo in | greet --help 'a b'; echo $?");
  expect(stdout).toBe('[["--help","a b"],"in\\n","/tmp"]\n3\n');
  expect(stderr).toBe("!");
});

const allowedCommands: ReadonlySet<string> = new Set(["ls", "xargs"]);

test.each([
  ["rm x", "bash: rm: command not allowed\n", 126],
  ["/usr/bin/rm x", "bash: rm: command not allowed\n", 126],
  ["echo x | xargs rm", "bash: rm: command not allowed\n", 126],
  ["python3 -c 1", "bash: python3: command not allowed\n", 126],
  ["ls; echo x; cd /tmp; true", "", 0],
])("`%s` goes no further than it is allowed to", (source, stderr, exit) => {
  expect(runScript(source, { allowedCommands })).toMatchObject({ stderr, exit });
});

test("host is not allowed unless the host answers it", () => {
  const { stderr, exit } = runScript("host ls");
  expect([stderr, exit]).toEqual(["host: programs of the host are not allowed here\n", 126]);
});
