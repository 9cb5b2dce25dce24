import { expect, test } from "vitest";
import type { Program } from "../worker/protocol.ts";
import { mentionedLanguages } from "./mentioned-languages.ts";

const noState = { state: undefined };

test.each<[Program["kind"], string, readonly string[]]>([
  ["javascript", "console.log('python3 and sh')", []],
  ["javascript", "import { execSync } from 'node:child_process'; execSync('ls')", ["shell"]],
  ["javascript", "require('child_process').spawn('python3', ['x'])", ["shell", "python"]],
  ["javascript", "import cp from 'child_process'; cp.fork('./x.py')", ["shell", "python"]],
  ["python", "print('node')", []],
  ["python", "import subprocess; subprocess.run([sys.executable])", ["shell"]],
  ["python", "import os\nos.system('node a.mjs')", ["shell", "javascript"]],
  ["python", "import os\nos . popen('./b.ts')", ["shell", "javascript"]],
  ["python", "asyncio.create_subprocess_exec('nodejs')", ["shell", "javascript"]],
  ["python", "os.systems; subprocesses; model; nodes", []],
  ["shell", "ls | wc", []],
  ["shell", "python3.14 -c 1; node -e 1", ["python", "javascript"]],
])("mentionedLanguages() of %s %j are %j", (kind, source, languages) => {
  const program = { kind, source, path: "/app/x" } as Program;
  expect(mentionedLanguages(program, undefined)).toEqual(languages);
});

test("mentionedLanguages() reads bytes, and none of a module's", () => {
  const source = new TextEncoder().encode("import subprocess # é\nsubprocess.run(['node'])");
  const path = "/app/x.py";
  expect(mentionedLanguages({ kind: "python", source, path }, undefined)).toEqual([
    "shell",
    "javascript",
  ]);
  expect(mentionedLanguages({ kind: "wasm", bytes: source }, undefined)).toEqual([]);
});

test.each<["javascript" | "python", string, readonly string[]]>([
  ["javascript", "execSync('python3 a.py')", ["shell", "python"]],
  ["javascript", "cp.spawn ('ls')", ["shell"]],
  ["javascript", "run('python3')", []],
  ["python", "r = run(['node', 'a.js'])", ["shell", "javascript"]],
  ["python", "os.system('ls')", ["shell"]],
  ["python", "print('node')", []],
])("mentionedLanguages() of the %s step %j are %j", (kind, source, languages) => {
  expect(mentionedLanguages({ kind, source, path: "<step 2>" }, noState)).toEqual(languages);
});

test("mentionedLanguages() looks into what a shell remembers", () => {
  const state = new TextEncoder().encode('{"functions":[["f","f() { python3 -c 1; }"]]}');
  const program = { kind: "shell", source: "f", path: "bash" } as const;
  expect(mentionedLanguages(program, { state })).toEqual(["python"]);
  expect(mentionedLanguages(program, noState)).toEqual([]);
});
